// SPDX-License-Identifier: MIT
//
// Where a short id leads: from the cache where that is enough, otherwise from the database, with one read for
// each id however many ask at the same time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/shared_value.hpp"
#include "core/codes/redirect_policy.hpp"
#include "core/store/store.hpp"
#include "core/store/target_table.hpp"
#include "daemon/redirect/target_cache.hpp"

namespace qrgen::daemon {

struct SourceFigures {
    std::uint64_t hits = 0;    // answered without the database, since the start
    std::uint64_t misses = 0;  // not answered without
    std::uint64_t loads = 0;   // reads of the database
};

/// Thread-safe.
class TargetSource {
  public:
    /// `is_reachable` says whether the database is worth asking; it must not block.
    TargetSource(store::Store& store, TargetCache& cache, codes::RedirectPolicy policy,
                 std::function<bool()> is_reachable);

    enum class Answer { found, unknown, unavailable, must_load, must_refresh };
    struct Result {
        Answer answer;
        Target target = {};  // found only
    };

    /// Never blocks. must_load if the database has to be asked, for which load() may be called elsewhere;
    /// must_refresh if so, and the id led somewhere when it was last asked for.
    Result at_once(std::string_view short_id);

    /// As at_once(), but asks the database where that is needed. While it is away, what is known is good
    /// enough, be it stale. Never must_load or must_refresh, throws nothing but what is no error of the
    /// database.
    Result load(std::string_view short_id);

    /// Reads the newest codes into the cache, as many as it holds. Throws as Store::read().
    void preload(std::size_t most);

    /// Reads these ids into the cache, so that they are known if the database goes away before anybody asks
    /// for them. Throws as Store::read().
    void refresh(std::span<const std::string> short_ids);

    /// Applies another policy, also to what is cached.
    void set_policy(codes::RedirectPolicy policy);

    SourceFigures figures() const;

  private:
    using Loaded = std::optional<Target>;

    Result known(std::string_view short_id);
    Loaded load_once(const std::string& short_id);
    void land(const std::string& short_id);
    Loaded read(const std::string& short_id);
    Target to_target(store::StoredTarget&& stored) const;

    store::Store& store_;
    TargetCache& cache_;
    const std::function<bool()> is_reachable_;
    SharedValue<codes::RedirectPolicy> policy_;
    std::mutex flights_mutex_;
    std::unordered_map<std::string, std::shared_future<Loaded>> flights_;
    std::atomic<std::uint64_t> hits_ = 0;
    std::atomic<std::uint64_t> misses_ = 0;
    std::atomic<std::uint64_t> loads_ = 0;
};

}  // namespace qrgen::daemon
