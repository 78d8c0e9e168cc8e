// SPDX-License-Identifier: MIT
//
// Everything that is stored, in an order that depends on nothing but what is stored. Memory does not grow
// with it.
#pragma once

#include <functional>
#include <vector>

#include "core/codes/code.hpp"
#include "core/store/scan_rollup.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct CodeWithHistory {
    codes::Code code;
    std::vector<codes::HistoryEntry> history;  // oldest first
};

struct CodeDay {
    std::string code_id{};
    std::chrono::sys_days day{};  // UTC
    ScanRollup rollup{};
};

/// Lives no longer than its transaction.
class WholeTables {
  public:
    explicit WholeTables(Transaction& transaction) : transaction_(transaction) {}

    /// Also deleted codes, by time of creation, then id.
    void codes(const std::function<void(const codes::Code&)>& on_code);

    /// The same with the history of each.
    void codes_with_history(const std::function<void(const CodeWithHistory&)>& on_code);

    /// By time, then event id.
    void scans(const std::function<void(const StoredScan&)>& on_scan);

    /// By id of the code, then day.
    void days(const std::function<void(const CodeDay&)>& on_day);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
