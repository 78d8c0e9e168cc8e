// SPDX-License-Identifier: MIT
//
// Following a code's scans as they come. They do not come in the order of their times: each process of the
// service delivers its own in batches, after an outage of the database all that it has kept.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/scan_log.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

/// Scans that happened longer than this before begin() are not noticed when they arrive afterwards.
inline constexpr std::chrono::minutes follow_lookback{15};

/// What a follower does not go beyond, so that its memory is bounded.
struct FollowLimits {
    std::size_t remembered = 250'000;  // event ids; what is older than all of them is taken for seen
    std::size_t at_once = 10'000;      // scans that next() returns
};

/// Not thread-safe.
class ScanFollower {
  public:
    /// `filter`: its flags and `from` count, nothing else. `store` must outlive the follower.
    ScanFollower(store::Store& store, store::ScanQuery filter, FollowLimits limits = {});

    /// The newest `count` scans that match, the oldest of them first. To be called first; throws
    /// Error(not_found) if `reference` leads to no code. `now` is the present.
    std::vector<store::StoredScan> begin(std::string_view reference, std::int64_t count, Timestamp now);

    /// The scans that match and have arrived since the last call, each in one call only, the oldest first.
    /// If there are more than can be returned at once, the rest comes with the next calls. While nothing
    /// arrives it costs the same however many scans there are; otherwise it reads what arrived and what lies
    /// between, in the order of time. After an Error nothing is lost: call it again.
    std::vector<store::StoredScan> next();

  private:
    using Key = std::pair<Timestamp, std::string>;  // the order of the log

    void forget_oldest();

    store::Store& store_;
    store::ScanQuery filter_;
    const FollowLimits limits_;
    std::int64_t total_ = 0;  // scans of the code that are accounted for
    std::set<Key> seen_;      // all from horizon_ on
    Key horizon_;
};

}  // namespace qrgen::scans
