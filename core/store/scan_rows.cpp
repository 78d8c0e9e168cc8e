// SPDX-License-Identifier: MIT
#include "core/store/scan_rows.hpp"

#include <optional>
#include <utility>

#include "core/base/error.hpp"

namespace qrgen::store {
namespace {

std::string flag_text(const std::string& column) {
    return "CASE WHEN " + column + " THEN 1 WHEN NOT " + column + " THEN 0 END";
}

std::optional<bool> read_flag(const std::optional<std::string>& text) {
    return text ? std::optional(*text == "1") : std::nullopt;
}

}  // namespace

std::string scan_select_list(const Dialect& dialect) {
    std::string list = "event_id, qr_code_id, " + dialect.read_time("scanned_at") + ", " +
                       flag_text("is_genuine_scan") +
                       ", ip_address, raw_user_agent, referrer, country, device_family, os_family, "
                       "os_version, browser_family, browser_version";
    for (const char* flag : {"is_mobile", "is_tablet", "is_pc", "is_bot"}) list += ", " + flag_text(flag);
    return list;
}

StoredScan read_scan(Row& row) {
    StoredScan scan;
    scan.event_id = std::move(row[0]).value_or("");
    scan.code_id = std::move(row[1]).value_or("");
    scan.scanned_at = read_scan_time(row[2]);
    scan.is_genuine = row[3] == "1";
    scan.ip_address = std::move(row[4]).value_or("");
    scan.user_agent = std::move(row[5]).value_or("");
    scan.referrer = std::move(row[6]).value_or("");
    std::optional<std::string>* const texts[] = {&scan.country,        &scan.device_family,
                                                 &scan.os_family,      &scan.os_version,
                                                 &scan.browser_family, &scan.browser_version};
    for (std::size_t i = 0; i < std::size(texts); ++i) *texts[i] = std::move(row[7 + i]);
    std::optional<bool>* const flags[] = {&scan.is_mobile, &scan.is_tablet, &scan.is_pc, &scan.is_bot};
    for (std::size_t i = 0; i < std::size(flags); ++i) *flags[i] = read_flag(row[13 + i]);
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

std::string day_text(std::chrono::sys_days day) {
    return format_rfc3339(day).substr(0, 10);
}

}  // namespace qrgen::store
