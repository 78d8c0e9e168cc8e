// SPDX-License-Identifier: MIT
//
// The rows of an export, out and in. NDJSON: one object a line, whose member `record` says what it is: first
// a "header", then each "code" followed by its "history", then, if they were asked for, "scan" and "day", and
// at last an "end" that counts them. CSV: a file for each of these tables, without header, end and the member
// `record`. Values that are not there are null, in CSV empty.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/codes/code.hpp"
#include "core/store/tables.hpp"
#include "core/store/whole_tables.hpp"

namespace qrgen::transfer {

inline constexpr std::string_view export_format = "qrgen-export";
inline constexpr int export_version = 1;

enum class ExportTable { codes, history, scans, days };

struct ExportCounts {
    std::int64_t codes = 0;
    std::int64_t history = 0;
    std::int64_t scans = 0;
    std::int64_t days = 0;
};

using ExportRow = nlohmann::ordered_json;  // an object

ExportRow header_row();
ExportRow end_row(const ExportCounts& counts);
ExportRow row_of(const codes::Code& code);
ExportRow row_of(const store::HistoryRow& row);
ExportRow row_of(const store::StoredScan& scan);
ExportRow row_of(const store::CodeDay& day);

/// The line with its end, which says what record it is.
std::string ndjson_line(std::string_view record, const ExportRow& row);

std::string csv_header(ExportTable table);
std::string csv_line(const ExportRow& row);

/// The names of the columns that a file of the table must have.
std::vector<std::string> required_columns(ExportTable table);

/// What a record has in a column; nullopt if nothing.
using Values = std::function<std::optional<std::string>(std::string_view column)>;

/// Throw Error(invalid) that names the column whose value is missing or makes no sense.
codes::Code read_code_row(const Values& values);
store::HistoryRow read_history_row(const Values& values);
store::StoredScan read_scan_row(const Values& values);
store::CodeDay read_day_row(const Values& values);

}  // namespace qrgen::transfer
