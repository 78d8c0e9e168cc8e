// SPDX-License-Identifier: MIT
#include "core/store/dialect.hpp"
#include "core/store/history_rows.hpp"
#include "core/store/sql.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {
namespace {

using codes::HistoryEntry;

Value optional_text(const std::optional<std::string>& text) {
    return text ? Value(*text) : Value();
}

}  // namespace

void HistoryTable::append(std::string_view code_id, const std::vector<HistoryEntry>& entries) {
    for (const HistoryEntry& entry : entries) {
        execute(transaction_,
                "INSERT INTO qr_history (code_id, revision, changed_at, actor, action, field, old_value, "
                "new_value) "
                "VALUES (:code_id, :revision, :changed_at, :actor, :action, :field, :old_value, :new_value)",
                {std::string(code_id), entry.revision, format_rfc3339(entry.changed_at), entry.actor,
                 entry.action, entry.field, optional_text(entry.from), optional_text(entry.to)});
    }
}

std::int64_t HistoryTable::last_revision(std::string_view code_id) {
    return query_number(transaction_, "SELECT MAX(revision) FROM qr_history WHERE code_id = :code_id",
                        {std::string(code_id)});
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
