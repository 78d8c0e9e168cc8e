// SPDX-License-Identifier: MIT
#include "daemon/openapi/scan_schemas.hpp"

#include "daemon/openapi/schema_parts.hpp"

namespace qrgen::daemon::openapi {
namespace {

Json date_schema(std::string_view summary) {
    return {{"type", "string"}, {"format", "date"}, {"description", summary}};
}

Json flag_schema(std::string_view summary) {
    return {{"type", "boolean"}, {"description", summary}};
}

Json families_schema(std::string_view summary) {
    return list_schema(summary,
                       object_schema("One family.", {{"name", text_schema("Its name, or Unknown.")},
                                                     {"count", number_schema("integer", "Its scans.")}}));
}

Json days_schema(std::string_view summary) {
    return list_schema(summary, {{"type", "integer"}, {"minimum", 0}});
}

}  // namespace

Json scan_schema() {
    return object_schema("One scan. What is not known is null.",
                         {{"event_id", text_schema("UUID.")},
                          {"scanned_at", time_schema("When.")},
                          {"ip_address", or_null(text_schema("Where from, as far as that is kept."))},
                          {"user_agent", or_null(text_schema("What the browser said of itself."))},
                          {"is_genuine_scan",
                           flag_schema("Whether the printed symbol was scanned, not the address followed.")},
                          {"referrer", or_null(text_schema("The page that linked to the address."))},
                          {"language", or_null(text_schema("Language the browser asked for (BCP 47)."))},
                          {"country", or_null(text_schema("Country of the address (ISO 3166-1 alpha-2)."))},
                          {"city", or_null(text_schema("City of the address."))},
                          {"referrer_host", or_null(text_schema("Host of the page that linked to it."))},
                          {"device_family", or_null(text_schema("Kind of device."))},
                          {"os_family", or_null(text_schema("Operating system."))},
                          {"os_version", or_null(text_schema("Its version."))},
                          {"browser_family", or_null(text_schema("Browser."))},
                          {"browser_version", or_null(text_schema("Its version."))},
                          {"is_mobile", or_null(flag_schema("Whether it was a telephone."))},
                          {"is_tablet", or_null(flag_schema("Whether it was a tablet."))},
                          {"is_pc", or_null(flag_schema("Whether it was a computer."))},
                          {"is_bot", or_null(flag_schema("Whether it was a program that follows links."))}});
}

Json scan_statistics_schema() {
    return object_schema(
        "What the scans of a code tell.",
        {{"id", text_schema("UUID of the code.")},
         {"total_scans", number_schema("integer", "Of its whole life.")},
         {"genuine_scans", number_schema("integer", "Those of the printed symbol, of its whole life.")},
         {"first_genuine_scan_at", or_null(time_schema("When the printed symbol was scanned first."))},
         {"last_scan_at", or_null(time_schema("When it was followed last."))},
         {"last_genuine_scan_at", or_null(time_schema("When the printed symbol was scanned last."))},
         {"from", date_schema("First day of what follows.")},
         {"to", date_schema("Last day of it.")},
         {"labels", list_schema("All days of the period, in UTC.", {{"type", "string"}, {"format", "date"}})},
         {"scans_by_day", days_schema("Scans of each of these days.")},
         {"genuine_scans_by_day", days_schema("Those of the printed symbol.")},
         {"devices", families_schema("Scans by kind of device, the most frequent first, 50 at most.")},
         {"browsers", families_schema("Scans by browser.")},
         {"systems", families_schema("Scans by operating system.")}});
}

}  // namespace qrgen::daemon::openapi
