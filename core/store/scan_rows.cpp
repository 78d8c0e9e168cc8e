// SPDX-License-Identifier: MIT
#include "core/store/scan_rows.hpp"

#include <array>
#include <optional>
#include <utility>

#include "core/base/error.hpp"

namespace qrgen::store {
namespace {

constexpr std::array text_columns{"ip_address", "raw_user_agent", "referrer",       "language",
                                  "country",    "city",           "referrer_host",  "device_family",
                                  "os_family",  "os_version",     "browser_family", "browser_version"};
constexpr std::array flag_columns{"is_mobile", "is_tablet", "is_pc", "is_bot"};
constexpr std::size_t first_text = 4;
constexpr std::size_t first_flag = first_text + text_columns.size();
static_assert(first_flag + flag_columns.size() == scan_column_count);

// What is found out about a scan, in the order of the columns.
constexpr std::array found_texts{&StoredScan::country,        &StoredScan::city,
                                 &StoredScan::referrer_host,  &StoredScan::device_family,
                                 &StoredScan::os_family,      &StoredScan::os_version,
                                 &StoredScan::browser_family, &StoredScan::browser_version};
constexpr std::array found_flags{&StoredScan::is_mobile, &StoredScan::is_tablet, &StoredScan::is_pc,
                                 &StoredScan::is_bot};

std::string flag_text(const std::string& column) {
    return "CASE WHEN " + column + " THEN 1 WHEN NOT " + column + " THEN 0 END";
}

std::optional<bool> read_flag(const std::optional<std::string>& text) {
    return text ? std::optional(*text == "1") : std::nullopt;
}

}  // namespace

std::string scan_columns() {
    std::string columns = "event_id, qr_code_id, scanned_at, is_genuine_scan";
    for (const char* column : text_columns) columns += std::string(", ") + column;
    for (const char* column : flag_columns) columns += std::string(", ") + column;
    return columns;
}

Json scan_row(const StoredScan& scan) {
    Json row{scan.event_id, scan.code_id, format_rfc3339(scan.scanned_at), scan.is_genuine ? 1 : 0};
    for (const std::string* text : {&scan.ip_address, &scan.user_agent, &scan.referrer, &scan.language})
        row.push_back(optional_text(*text));
    for (const auto member : found_texts) row.push_back(scan.*member ? Json(*(scan.*member)) : Json());
    for (const auto member : found_flags)
        row.push_back(scan.*member ? Json(*(scan.*member) ? 1 : 0) : Json());
    return row;
}

std::string scan_elements(const Dialect& dialect) {
    std::string elements = element(0, dialect.uuid_type) + ", qr_codes.id, " + element(2, dialect.time_type) +
                           ", " + element(3, "boolean");
    for (std::size_t i = first_text; i < first_flag; ++i) elements += ", " + element(i, "text");
    for (std::size_t i = first_flag; i < scan_column_count; ++i) elements += ", " + element(i, "boolean");
    return elements;
}

std::string scan_select_list(const Dialect& dialect) {
    std::string list =
        "event_id, qr_code_id, " + dialect.read_time("scanned_at") + ", " + flag_text("is_genuine_scan");
    for (const char* column : text_columns) list += std::string(", ") + column;
    for (const char* column : flag_columns) list += ", " + flag_text(column);
    return list;
}

StoredScan read_scan(Row& row) {
    StoredScan scan;
    scan.event_id = std::move(row[0]).value_or("");
    scan.code_id = std::move(row[1]).value_or("");
    scan.scanned_at = read_scan_time(row[2]);
    scan.is_genuine = row[3] == "1";
    std::size_t column = first_text;
    for (std::string* text : {&scan.ip_address, &scan.user_agent, &scan.referrer, &scan.language})
        *text = std::move(row[column++]).value_or("");
    for (const auto member : found_texts) scan.*member = std::move(row[column++]);
    for (const auto member : found_flags) scan.*member = read_flag(row[column++]);
    return scan;
}

Timestamp read_scan_time(const std::optional<std::string>& text) {
    const auto time = parse_rfc3339(text.value_or(""));
    if (!time) {
        throw Error(ErrorKind::failure, "the database holds a scan that this qrgen does not understand",
                    "upgrade qrgen");
    }
    return *time;
}

std::chrono::sys_days read_day(const std::optional<std::string>& text) {
    return std::chrono::floor<std::chrono::days>(read_scan_time(text));
}

std::string day_text(std::chrono::sys_days day) {
    return format_rfc3339(day).substr(0, 10);
}

}  // namespace qrgen::store
