// SPDX-License-Identifier: MIT
#include "core/store/log_start.hpp"

#include "core/store/dialect.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

std::chrono::sys_days whole_log_start(Transaction& transaction) {
    std::chrono::sys_days start{};
    query(transaction, "SELECT " + transaction.dialect().read_day("day") + " FROM scan_log_start", {}, 1,
          [&](const Row& row) { start = read_day(row[0]); });
    return start;
}

void raise_whole_log_start(Transaction& transaction, std::chrono::sys_days day) {
    execute(transaction, "UPDATE scan_log_start SET day = :day WHERE day < :same",
            {day_text(day), day_text(day)});
}

}  // namespace qrgen::store
