// SPDX-License-Identifier: MIT
#include "core/scans/scan_json.hpp"

#include "core/base/json_values.hpp"

namespace qrgen::scans {
using Json = nlohmann::ordered_json;

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

}  // namespace qrgen::scans
