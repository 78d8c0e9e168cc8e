// SPDX-License-Identifier: MIT
//
// Reading and writing the tables of scans (scan_logs, scan_days), and the counters of codes that follow from
// them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/scans/scan_event.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct InsertedScans {
    std::int64_t rows = 0;     // that were not there before
    std::int64_t refused = 0;  // scans of codes that do not exist
};

/// Where a page ends: the next one begins behind it.
struct ScanCursor {
    Timestamp scanned_at{};
    std::string event_id;
};

struct ScanQuery {
    std::string code_id;
    std::optional<ScanCursor> before{};  // only scans behind this one, in the order of the page
    std::optional<bool> is_genuine{};
    std::int64_t skip = 0;
    std::int64_t limit = 20;  // 0: count only
};

struct ScanPage {
    std::vector<scans::ScanEvent> items;  // newest first, those of one moment by event id, descending
    std::int64_t total = 0;               // of all scans that match, whatever `before`, `skip` and `limit`
};

struct ScanTotals {
    std::int64_t scans = 0;
    std::int64_t genuine = 0;

    bool operator==(const ScanTotals&) const = default;
};

struct ScanDay {
    std::chrono::sys_days day{};  // UTC
    ScanTotals totals{};

    bool operator==(const ScanDay&) const = default;
};

/// Lives no longer than its transaction.
class ScanTable {
  public:
    explicit ScanTable(Transaction& transaction) : transaction_(transaction) {}

    /// Inserts the scans that are not there yet, and raises the counters of their codes and the roll-ups by
    /// exactly those. Any number of transactions may do this at the same time, also with the same scans: none
    /// waits for one that waits for it. Throws RefusedValue if the database refuses one of them, whichever.
    InsertedScans insert(std::span<const scans::ScanEvent> events);

    /// Costs the same however many scans the code has, but for those that are skipped, and those that
    /// `is_genuine` leaves out. Throws Error(invalid) if the cursor's event id is no UUID.
    ScanPage page(const ScanQuery& wanted);

    /// Of the code's whole life.
    ScanTotals totals(std::string_view code_id);

    /// The days from `first` to `last`, both included, that have scans.
    std::vector<ScanDay> days(std::string_view code_id, std::chrono::sys_days first,
                              std::chrono::sys_days last);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
