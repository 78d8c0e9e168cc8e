// SPDX-License-Identifier: MIT
#include "core/store/dialect.hpp"
#include "core/store/history_rows.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/sql.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {
namespace {

using codes::HistoryEntry;

Json text_or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

}  // namespace

void HistoryTable::append(std::string_view code_id, const std::vector<HistoryEntry>& entries) {
    std::vector<HistoryRow> rows;
    for (const HistoryEntry& entry : entries) rows.push_back({std::string(code_id), entry});
    append(rows);
}

void HistoryTable::append(std::span<const HistoryRow> rows) {
    if (rows.empty()) return;
    const Dialect& dialect = transaction_.dialect();
    Json list = Json::array();
    for (const auto& [code_id, entry] : rows) {
        list.push_back({code_id, entry.revision, format_rfc3339(entry.changed_at), entry.actor, entry.action,
                        entry.field, text_or_null(entry.from), text_or_null(entry.to)});
    }
    std::string values =
        element(0, dialect.uuid_type) + ", " + element(1, "bigint") + ", " + element(2, dialect.time_type);
    for (std::size_t index = 3; index < 8; ++index) values += ", " + element(index, "text");
    execute(transaction_,
            "INSERT INTO qr_history (code_id, revision, changed_at, actor, action, field, old_value, "
            "new_value) SELECT " +
                values + " FROM " + dialect.json_rows(":rows"),
            {text_of(list)});
}

std::int64_t HistoryTable::last_revision(std::string_view code_id) {
    return query_number(transaction_, "SELECT MAX(revision) FROM qr_history WHERE code_id = :code_id",
                        {std::string(code_id)});
}

std::map<std::string, std::int64_t> HistoryTable::last_revisions(std::span<const std::string> code_ids) {
    std::map<std::string, std::int64_t> revisions;
    if (code_ids.empty()) return revisions;
    const Dialect& dialect = transaction_.dialect();
    query(transaction_,
          "SELECT code_id, MAX(revision) FROM qr_history WHERE " +
              is_among_rows("code_id", dialect.uuid_type, dialect) + " GROUP BY code_id",
          {rows_of(code_ids)}, 2,
          [&](const Row& row) { revisions[row[0].value_or("")] = number_of(row[1]); });
    return revisions;
}

std::vector<HistoryEntry> HistoryTable::entries(std::string_view code_id) {
    std::vector<HistoryEntry> entries;
    query(transaction_,
          "SELECT " + history_select_list(transaction_.dialect()) +
              " FROM qr_history WHERE code_id = :code_id ORDER BY revision, id",
          {std::string(code_id)}, history_column_count,
          [&](Row& row) { entries.push_back(read_history_entry(row)); });
    return entries;
}

}  // namespace qrgen::store
