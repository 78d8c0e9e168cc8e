// SPDX-License-Identifier: MIT
#include "core/scans/scan_json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qrgen::scans {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

template <typename Value>
Json value_or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

Json time_or_null(const std::optional<Timestamp>& time) {
    return time ? Json(format_rfc3339(*time)) : Json();
}

std::string date_of(std::chrono::sys_days day) {
    return format_rfc3339(day).substr(0, 10);
}

Json list_of(const std::vector<NameCount>& families) {
    Json list = Json::array();
    for (const NameCount& family : families) {
        list.push_back({{"name", family.name}, {"count", family.scans}});
    }
    return list;
}

}  // namespace

Json to_json(const store::StoredScan& scan) {
    return {{"event_id", scan.event_id},
            {"scanned_at", format_rfc3339(scan.scanned_at)},
            {"ip_address", text_or_null(scan.ip_address)},
            {"user_agent", text_or_null(scan.user_agent)},
            {"is_genuine_scan", scan.is_genuine},
            {"referrer", text_or_null(scan.referrer)},
            {"language", text_or_null(scan.language)},
            {"country", value_or_null(scan.country)},
            {"city", value_or_null(scan.city)},
            {"referrer_host", value_or_null(scan.referrer_host)},
            {"device_family", value_or_null(scan.device_family)},
            {"os_family", value_or_null(scan.os_family)},
            {"os_version", value_or_null(scan.os_version)},
            {"browser_family", value_or_null(scan.browser_family)},
            {"browser_version", value_or_null(scan.browser_version)},
            {"is_mobile", value_or_null(scan.is_mobile)},
            {"is_tablet", value_or_null(scan.is_tablet)},
            {"is_pc", value_or_null(scan.is_pc)},
            {"is_bot", value_or_null(scan.is_bot)}};
}

Json to_json(const ScanStatistics& statistics) {
    Json labels = Json::array();
    Json scans = Json::array();
    Json genuine = Json::array();
    for (const store::ScanDay& day : statistics.days) {
        labels.push_back(date_of(day.day));
        scans.push_back(day.totals.scans);
        genuine.push_back(day.totals.genuine);
    }
    return {{"id", statistics.code_id},
            {"total_scans", statistics.total_scans},
            {"genuine_scans", statistics.genuine_scans},
            {"first_genuine_scan_at", time_or_null(statistics.first_genuine_scan_at)},
            {"last_scan_at", time_or_null(statistics.last_scan_at)},
            {"last_genuine_scan_at", time_or_null(statistics.last_genuine_scan_at)},
            {"from", date_of(statistics.period.first)},
            {"to", date_of(statistics.period.last)},
            {"labels", std::move(labels)},
            {"scans_by_day", std::move(scans)},
            {"genuine_scans_by_day", std::move(genuine)},
            {"devices", list_of(statistics.devices)},
            {"browsers", list_of(statistics.browsers)},
            {"systems", list_of(statistics.systems)}};
}

}  // namespace qrgen::scans
