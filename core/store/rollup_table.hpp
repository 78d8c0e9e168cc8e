// SPDX-License-Identifier: MIT
//
// The four tables of roll-ups, which differ in whether a code and whether quarters belong to a row.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/store/dialect.hpp"
#include "core/store/scan_rollup.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

struct RollupTable {
    const char* name;
    bool has_code;      // a row for each code, otherwise one of all codes together
    bool has_quarters;  // rows of days, otherwise of months
};

inline constexpr RollupTable scan_days{"scan_days", true, true};
inline constexpr RollupTable scan_months{"scan_months", true, false};
inline constexpr RollupTable all_scan_days{"all_scan_days", false, true};
inline constexpr RollupTable all_scan_months{"all_scan_months", false, false};

/// Id of the code, empty in tables of all codes; and the day, the first one of a month. The order is that in
/// which rows are locked.
using RollupKey = std::pair<std::string, std::chrono::sys_days>;
using RollupRows = std::map<RollupKey, ScanRollup>;

/// "scans, genuine_scans, …" for a SELECT, how many columns these are, and what a row says that has them
/// from `first` on.
std::string rollup_columns(const RollupTable& table);
std::size_t rollup_column_count(const RollupTable& table) noexcept;
ScanRollup read_rollup(const RollupTable& table, const Row& row, std::size_t first);

/// Those of the keys of `wanted` that are there.
RollupRows read_rollups(Transaction& transaction, const RollupTable& table, const RollupRows& wanted);

/// Writes rows, whatever was there.
void write_rollups(Transaction& transaction, const RollupTable& table, const RollupRows& rows);

}  // namespace qrgen::store
