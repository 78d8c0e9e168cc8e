// SPDX-License-Identifier: MIT
//
// Which columns of the table qr_history hold which field of an entry.
#pragma once

#include <cstddef>
#include <string>

#include "core/codes/code.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

inline constexpr std::size_t history_column_count = 7;

/// "revision, changed_at, …", as read_history_entry() reads them.
std::string history_select_list(const Dialect& dialect);
codes::HistoryEntry read_history_entry(Row& row);

}  // namespace qrgen::store
