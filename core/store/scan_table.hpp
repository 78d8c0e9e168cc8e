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
    std::string code_id = {};
    std::optional<ScanCursor> before{};  // only scans behind this one, in the order of the page
    std::optional<bool> is_genuine{};
    std::int64_t skip = 0;
    std::int64_t limit = 20;  // 0: count only
};

/// A scan with what was found out about it later; absent: not known.
struct StoredScan : scans::ScanEvent {
    std::optional<std::string> country{};
    std::optional<std::string> device_family{};
    std::optional<std::string> os_family{};
    std::optional<std::string> os_version{};
    std::optional<std::string> browser_family{};
    std::optional<std::string> browser_version{};
    std::optional<bool> is_mobile{};
    std::optional<bool> is_tablet{};
    std::optional<bool> is_pc{};
    std::optional<bool> is_bot{};
};

struct ScanPage {
    std::vector<StoredScan> items;  // newest first, those of one moment by event id, descending
    std::int64_t total = 0;         // of all scans that match, whatever `before`, `skip` and `limit`
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

/// What scans can be counted by.
enum class ScanFamily { device, browser, system };

struct FamilyCount {
    std::string name;
    std::int64_t scans = 0;

    bool operator==(const FamilyCount&) const = default;
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

    /// The scans of the days from `first` to `last`, both included, by family, the most frequent first, those
    /// of one count by name; `most` of them at most. What is not known counts as "Unknown". Costs as much as
    /// there are scans in these days.
    std::vector<FamilyCount> families(std::string_view code_id, ScanFamily family,
                                      std::chrono::sys_days first, std::chrono::sys_days last,
                                      std::int64_t most);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
