// SPDX-License-Identifier: MIT
//
// Writing the table scan_days: how many scans a code has on a day (UTC).
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "core/store/scan_table.hpp"

namespace qrgen::store {

/// By id of the code and day; the order is that in which rows are locked.
using DayTotals = std::map<std::pair<std::string, std::chrono::sys_days>, ScanTotals>;

/// Adds to what is there.
void raise_days(Transaction& transaction, const DayTotals& totals);

/// Raises what is less, and leaves out what belongs to no code.
void raise_days_to(Transaction& transaction, const DayTotals& totals);

}  // namespace qrgen::store
