// SPDX-License-Identifier: MIT
//
// Which columns of the table scan_logs hold which field of a scan.
#pragma once

#include <cstddef>
#include <string>

#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

inline constexpr std::size_t scan_column_count = 20;

/// "event_id, qr_code_id, …", for an INSERT; its values as JSON, and the values of the JSON as SQL.
std::string scan_columns();
Json scan_row(const StoredScan& scan);
std::string scan_elements(const Dialect& dialect);

/// The same columns as read_scan() reads them.
std::string scan_select_list(const Dialect& dialect);
StoredScan read_scan(Row& row);

/// Throw Error(failure) if the database holds what is no time or no day.
Timestamp read_scan_time(const std::optional<std::string>& text);
std::chrono::sys_days read_day(const std::optional<std::string>& text);

/// YYYY-MM-DD.
std::string day_text(std::chrono::sys_days day);

}  // namespace qrgen::store
