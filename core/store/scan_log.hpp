// SPDX-License-Identifier: MIT
//
// Reading the log of scans (scan_logs), newest first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store/scan_table.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Where a page ends: the next one begins behind it.
struct ScanCursor {
    Timestamp scanned_at{};
    std::string event_id;
};

struct ScanQuery {
    std::string code_id = {};
    std::optional<ScanCursor> before{};  // only scans behind this one, in the order of the page
    std::optional<Timestamp> from{};     // only scans from then on
    std::optional<Timestamp> to{};       // only scans before then
    std::optional<bool> is_genuine{};
    std::optional<bool> is_bot{};  // what is not known is none
    std::int64_t skip = 0;
    std::int64_t limit = 20;  // 0: count only
};

struct ScanPage {
    std::vector<StoredScan> items;  // newest first, those of one moment by event id, descending
    /// Of all scans that match, whatever `before`, `skip` and `limit`; absent if `from`, `to` or `is_bot` is
    /// given: only counting would tell.
    std::optional<std::int64_t> total;
    std::optional<ScanCursor> next{};  // where the next page begins; absent behind the last one
};

/// Lives no longer than its transaction.
class ScanLog {
  public:
    explicit ScanLog(Transaction& transaction) : transaction_(transaction) {}

    /// Costs the same however many scans the code has, but for those that are skipped, and those that
    /// `is_genuine` and `is_bot` leave out. Throws Error(invalid) if the cursor's event id is no UUID.
    ScanPage page(const ScanQuery& wanted);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
