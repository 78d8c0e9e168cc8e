// SPDX-License-Identifier: MIT
#include "core/store/history_rows.hpp"

#include <charconv>
#include <utility>

#include "core/base/error.hpp"

namespace qrgen::store {

using codes::HistoryEntry;

std::string history_select_list(const Dialect& dialect) {
    return "revision, " + dialect.read_time("changed_at") + ", actor, action, field, old_value, new_value";
}

HistoryEntry read_history_entry(Row& row) {
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

}  // namespace qrgen::store
