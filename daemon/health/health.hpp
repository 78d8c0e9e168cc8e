// SPDX-License-Identifier: MIT
//
// Whether the service can do its job, as /health tells.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/clock.hpp"
#include "core/scans/journal.hpp"
#include "core/store/store.hpp"
#include "daemon/health/process_figures.hpp"
#include "daemon/redirect/target_cache.hpp"

namespace qrgen::daemon {

/// What health looks at; all must outlive it.
struct HealthParts {
    store::Store& store;
    scans::Journal& journal;
    TargetCache& cache;
    std::function<bool()> is_reachable;  // the database, without asking it
    std::string version;
    std::string environment;
};

/// Thread-safe.
class Health {
  public:
    explicit Health(HealthParts parts);

    enum class Phase { starting, ready, draining };
    void set_phase(Phase phase) noexcept { phase_ = phase; }
    Phase phase() const noexcept { return phase_; }

    struct Report {
        bool is_working = false;  // healthy or degraded
        nlohmann::ordered_json body;
    };

    /// Anybody may ask, so the database is asked at most once a second.
    Report report();

  private:
    nlohmann::ordered_json check_database();
    nlohmann::ordered_json check_journal();
    nlohmann::ordered_json ask_database();

    const HealthParts parts_;
    std::atomic<Phase> phase_ = Phase::starting;
    SystemMeter meter_;
    const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
    std::chrono::steady_clock::time_point asked_{};
    nlohmann::ordered_json database_;
    std::uint64_t dropped_ = 0;  // scans, when the journal was looked at last
};

}  // namespace qrgen::daemon
