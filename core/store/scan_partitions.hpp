// SPDX-License-Identifier: MIT
//
// The monthly partitions of scan_logs on PostgreSQL. On SQLite there are none, and nothing happens here.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/scans/scan_event.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct ScanPartition {
    std::string name;                                // of the table, safe to be put into a statement
    std::optional<std::chrono::year_month> month{};  // absent: the default partition, or one that is not ours
};

/// All that are there, in the order of their names; none on SQLite.
std::vector<ScanPartition> scan_partitions(Transaction& transaction);

/// Not thread-safe.
class ScanPartitions {
  public:
    /// Both must outlive it.
    ScanPartitions(Store& store, Clock clock);

    /// Makes the partitions of the months that the scans lie in, of this month and of the next one, which
    /// must be there before its first scan is; none of months longer ago than a year or later than the next
    /// but one. Where that does not work, for want of a privilege, or because the default partition has such
    /// scans already, or the table is in use for long, the scans go to the default partition, which is no
    /// error; it is tried again after an hour. Throws Error(unavailable) if the database cannot be reached.
    void prepare(std::span<const scans::ScanEvent> events);

  private:
    void prepare_month(std::chrono::year_month month, Timestamp now);

    Store& store_;
    const Clock clock_;
    std::map<std::chrono::year_month, Timestamp> next_try_;  // of months that were looked after
};

}  // namespace qrgen::store
