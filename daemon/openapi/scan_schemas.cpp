// SPDX-License-Identifier: MIT
#include "daemon/openapi/scan_schemas.hpp"

#include "daemon/openapi/schema_parts.hpp"

namespace qrgen::daemon::openapi {
namespace {

Json flag_schema(std::string_view summary) {
    return {{"type", "boolean"}, {"description", summary}};
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

Json scan_page_schema() {
    Json schema = page_schema("A page of the scans of a code, the newest first.", reference_to("Scan"),
                              "Scans that match, on all pages. Null if from, to or bots was given.");
    Json& properties = schema["properties"];
    properties["total"] = or_null(properties["total"]);
    properties["next_cursor"] = or_null(text_schema("The cursor of the next page; null on the last one."));
    schema["required"].push_back("next_cursor");
    return schema;
}

}  // namespace qrgen::daemon::openapi
