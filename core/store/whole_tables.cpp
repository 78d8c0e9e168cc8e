// SPDX-License-Identifier: MIT
#include "core/store/whole_tables.hpp"

#include <map>
#include <string>
#include <utility>

#include "core/store/code_columns.hpp"
#include "core/store/dialect.hpp"
#include "core/store/history_rows.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/rollup_table.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

constexpr std::size_t codes_at_once = 1000;

using Histories = std::map<std::string, std::vector<codes::HistoryEntry>>;

Histories histories_of(Transaction& transaction, const std::vector<CodeWithHistory>& codes) {
    const Dialect& dialect = transaction.dialect();
    std::vector<std::string> ids;
    for (const CodeWithHistory& c : codes) ids.push_back(c.code.id);
    Histories histories;
    query(transaction,
          "SELECT " + history_select_list(dialect) + ", code_id FROM qr_history WHERE " +
              is_among_rows("code_id", dialect.uuid_type, dialect) + " ORDER BY code_id, revision, id",
          {rows_of(ids)}, history_column_count + 1, [&](Row& row) {
              const std::string id = std::move(row[history_column_count]).value_or("");
              histories[id].push_back(read_history_entry(row));
          });
    return histories;
}

}  // namespace

void WholeTables::codes(const std::function<void(const codes::Code&)>& on_code) {
    stream(transaction_,
           "SELECT " + select_list(transaction_.dialect()) + " FROM qr_codes ORDER BY created_at, id", {},
           code_columns().size(), [&](Row& row) { on_code(read_code(row)); });
}

void WholeTables::codes_with_history(const std::function<void(const CodeWithHistory&)>& on_code) {
    std::vector<CodeWithHistory> waiting;
    const auto pass_on = [&] {
        Histories histories = histories_of(transaction_, waiting);
        for (CodeWithHistory& c : waiting) {
            c.history = std::move(histories[c.code.id]);
            on_code(c);
        }
        waiting.clear();
    };
    codes([&](const codes::Code& code) {
        waiting.push_back({code, {}});
        if (waiting.size() == codes_at_once) pass_on();
    });
    if (!waiting.empty()) pass_on();
}

void WholeTables::scans(const std::function<void(const StoredScan&)>& on_scan) {
    stream(transaction_,
           "SELECT " + scan_select_list(transaction_.dialect()) +
               " FROM scan_logs ORDER BY scan_logs.scanned_at, event_id",
           {}, scan_column_count, [&](Row& row) { on_scan(read_scan(row)); });
}

void WholeTables::days(const std::function<void(const CodeDay&)>& on_day) {
    stream(transaction_,
           "SELECT qr_code_id, " + transaction_.dialect().read_day("day") + ", " + rollup_columns(scan_days) +
               " FROM scan_days ORDER BY qr_code_id, scan_days.day",
           {}, 2 + rollup_column_count(scan_days), [&](const Row& row) {
               on_day({row[0].value_or(""), read_day(row[1]), read_rollup(scan_days, row, 2)});
           });
}

}  // namespace qrgen::store
