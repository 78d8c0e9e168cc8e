// SPDX-License-Identifier: MIT
//
// Which columns of the table scan_logs hold which field of a scan.
#pragma once

#include <cstddef>
#include <string>

#include "core/store/dialect.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

inline constexpr std::size_t scan_column_count = 17;

/// "event_id, qr_code_id, …", as read_scan() reads them.
std::string scan_select_list(const Dialect& dialect);
StoredScan read_scan(Row& row);

/// Throws Error(failure) if the database holds what is no time or no day.
Timestamp read_scan_time(const std::optional<std::string>& text);

/// YYYY-MM-DD.
std::string day_text(std::chrono::sys_days day);

}  // namespace qrgen::store
