// SPDX-License-Identifier: MIT
#include <charconv>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/sql.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {
namespace {

using codes::HistoryEntry;

std::int64_t read_number(const std::string& digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

Json text_or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

HistoryEntry read_entry(Row& row) {
    HistoryEntry entry;
    entry.revision = read_number(row[0].value_or(""));
    const auto time = parse_rfc3339(row[1].value_or(""));
    if (!time)
        throw Error(ErrorKind::failure, "the database holds a history that this qrgen does not understand");
    entry.changed_at = *time;
    entry.actor = row[2].value_or("");
    entry.action = row[3].value_or("");
    entry.field = row[4].value_or("");
    entry.from = std::move(row[5]);
    entry.to = std::move(row[6]);
    return entry;
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
          "SELECT code_id, MAX(revision) FROM qr_history WHERE code_id IN (SELECT " +
              element(0, dialect.uuid_type) + " FROM " + dialect.json_rows(":rows") + ") GROUP BY code_id",
          {rows_of(code_ids)}, 2,
          [&](const Row& row) { revisions[row[0].value_or("")] = read_number(row[1].value_or("")); });
    return revisions;
}

std::vector<HistoryEntry> HistoryTable::entries(std::string_view code_id) {
    std::vector<HistoryEntry> entries;
    query(transaction_,
          "SELECT revision, " + transaction_.dialect().read_time("changed_at") +
              ", actor, action, field, old_value, new_value FROM qr_history WHERE code_id = :code_id "
              "ORDER BY revision, id",
          {std::string(code_id)}, 7, [&](Row& row) { entries.push_back(read_entry(row)); });
    return entries;
}

}  // namespace qrgen::store
