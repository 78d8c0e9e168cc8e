// SPDX-License-Identifier: MIT
//
// Reading the roll-ups of scans (scan_days, scan_months, all_scan_days, all_scan_months). What is read here
// costs as much as there are days in it, however many scans those have.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/scan_rollup.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct ScanDay {
    std::chrono::sys_days day{};  // UTC
    ScanTotals totals{};

    bool operator==(const ScanDay&) const = default;
};

/// The scans of the quarter of an hour that begins then.
struct ScanQuarter {
    Timestamp start{};
    ScanQuarters::Counts counts{};

    bool operator==(const ScanQuarter&) const = default;
};

/// Lives no longer than its transaction.
class ScanRollups {
  public:
    /// Of a code, or of all codes together. A text that is no UUID is a code without scans.
    ScanRollups(Transaction& transaction, std::optional<std::string> code_id);

    /// Of its whole life.
    ScanTotals totals();

    /// The first and the last day that has scans.
    std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>> span();

    /// The days from `first` to `last`, both included, that have scans, in their order.
    std::vector<ScanDay> days(std::chrono::sys_days first, std::chrono::sys_days last);

    /// The quarters of an hour that begin from `start` on and before `end`, and have scans, in their order.
    /// Scans of a day of which no more is known than their number have happened at noon.
    std::vector<ScanQuarter> quarters(Timestamp start, Timestamp end);

    /// Of the days from `first` to `last`, both included. Whole months are read as such.
    ScanLists lists(std::chrono::sys_days first, std::chrono::sys_days last);

  private:
    Transaction& transaction_;
    std::optional<std::string> code_id_;
};

}  // namespace qrgen::store
