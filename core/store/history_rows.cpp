// SPDX-License-Identifier: MIT
#include "core/store/history_rows.hpp"

#include <utility>

#include "core/base/error.hpp"

namespace qrgen::store {

using codes::HistoryEntry;

std::string history_select_list(const Dialect& dialect) {
    return "revision, " + dialect.read_time("changed_at") + ", actor, action, field, old_value, new_value";
}

HistoryEntry read_history_entry(Row& row) {
    HistoryEntry entry;
    entry.revision = number_of(row[0]);
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
