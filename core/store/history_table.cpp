// SPDX-License-Identifier: MIT
#include <charconv>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {
namespace {

using codes::HistoryEntry;

Value optional_text(const std::optional<std::string>& text) {
    return text ? Value(*text) : Value();
}

HistoryEntry read_entry(Row& row) {
    HistoryEntry entry;
    const std::string revision = row[0].value_or("");
    std::from_chars(revision.data(), revision.data() + revision.size(), entry.revision);
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
          "SELECT revision, " + transaction_.dialect().read_time("changed_at") +
              ", actor, action, field, old_value, new_value FROM qr_history WHERE code_id = :code_id "
              "ORDER BY revision, id",
          {std::string(code_id)}, 7, [&](Row& row) { entries.push_back(read_entry(row)); });
    return entries;
}

}  // namespace qrgen::store
