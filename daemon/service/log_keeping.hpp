// SPDX-License-Identifier: MIT
//
// What the log of scans needs from time to time: partitions for the scans to come, the end of those that are
// too old, and of what tells visitors apart.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/calendar_span.hpp"
#include "core/base/clock.hpp"
#include "core/base/log.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/store.hpp"

namespace qrgen::daemon {

/// A thread that works once an hour, beside everything else. What fails is logged, and tried again an hour
/// later. Of several services on one PostgreSQL only one removes scans at a time. Thread-safe.
class LogKeeping {
  public:
    /// All must outlive it. `retention` absent: nothing is removed from the log.
    LogKeeping(store::Store& store, std::optional<CalendarSpan> retention, const Log& log,
               Clock now = system_now);

    /// Stops in the middle of its work, at most a transaction later.
    ~LogKeeping();
    LogKeeping(const LogKeeping&) = delete;
    LogKeeping& operator=(const LogKeeping&) = delete;

    /// To be called when the database is there, about every second: starts the work if it is due.
    void tick();

    /// If that is another one than before, the work is due at once.
    void set_retention(std::optional<CalendarSpan> retention);

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    void run();
    void work(std::optional<CalendarSpan> retention);
    void attempt(const char* failure, const std::function<void()>& step) const;
    void purge(std::chrono::sys_days cut);
    bool is_ending();

    store::Store& store_;
    const Log& log_;
    const Clock now_;
    store::ScanPartitions partitions_;
    std::optional<std::chrono::sys_days> purged_until_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<CalendarSpan> retention_;
    SteadyTime due_at_{};
    bool has_to_work_ = false;
    bool is_ending_ = false;
    std::thread thread_;
};

}  // namespace qrgen::daemon
