// SPDX-License-Identifier: MIT
#include "daemon/openapi/statistics_schemas.hpp"

#include "daemon/openapi/schema_parts.hpp"

namespace qrgen::daemon::openapi {
namespace {

Json count_schema(std::string_view summary) {
    return number_schema("integer", summary);
}

Json date_schema(std::string_view summary) {
    return {{"type", "string"}, {"format", "date"}, {"description", summary}};
}

Json counts_schema(std::string_view summary) {
    return list_schema(summary, {{"type", "integer"}, {"minimum", 0}});
}

// Both begin so, after what they are about.
void add_totals(Json& properties) {
    properties["total_scans"] = count_schema("Of the whole time.");
    properties["genuine_scans"] = count_schema("Those of the printed symbol, of the whole time.");
    properties["genuine_share"] = or_null({{"type", "number"},
                                           {"minimum", 0},
                                           {"maximum", 1},
                                           {"description", "Their share; null if there are no scans."}});
    properties["bot_scans"] = count_schema("Those that no person has made; they are in no list.");
    properties["unique_visitors"] = count_schema("Different people of each day and code, added up.");
    properties["first_scan_on"] = or_null(date_schema("First day with scans, in UTC."));
}

void add_figures(Json& properties) {
    properties["period"] = reference_to("StatisticsPeriod");
    properties["series"] = reference_to("StatisticsSeries");
    const auto add = [&](const char* name, std::string_view summary) {
        properties[name] = list_schema(summary, reference_to("NameCount"));
    };
    add("devices", "People's scans by kind of device, the most frequent first, as the other lists.");
    add("systems", "By operating system.");
    add("browsers", "By browser.");
    add("countries", "By country (ISO 3166-1 alpha-2).");
    add("referrers", "By host of the page that linked to the code.");
}

Json codes_schema(std::string_view summary) {
    return list_schema(summary, reference_to("CodeBrief"));
}

}  // namespace

Json code_statistics_schema() {
    Json properties{{"id", text_schema("UUID of the code.")},
                    {"short_id", or_null(text_schema("Its short id; null for a static code."))},
                    {"title", or_null(text_schema("Its title."))}};
    add_totals(properties);
    properties["first_genuine_scan_at"] = or_null(time_schema("When the printed symbol was scanned first."));
    properties["last_scan_at"] = or_null(time_schema("When it was followed last."));
    properties["last_genuine_scan_at"] = or_null(time_schema("When the printed symbol was scanned last."));
    add_figures(properties);
    return object_schema("What the scans of a code tell.", std::move(properties));
}

Json all_statistics_schema() {
    Json properties = Json::object();
    add_totals(properties);
    properties["last_scan_on"] = or_null(date_schema("Last day with scans, in UTC."));
    properties["codes"] = object_schema("How many codes there are.",
                                        {{"total", count_schema("Of both types.")},
                                         {"static", count_schema("Static ones.")},
                                         {"dynamic", count_schema("Dynamic ones.")},
                                         {"disabled", count_schema("Those that are switched off.")}});
    add_figures(properties);
    properties["most_scanned"] = codes_schema("The codes with the most scans, of the whole time.");
    properties["newest"] = codes_schema("The codes that were made last.");
    properties["dead_codes"] =
        object_schema("Dynamic, active codes that nobody scans.",
                      {{"dead_after", count_schema("After so many days without a scan.")},
                       {"count", count_schema("How many there are.")},
                       {"longest_unscanned", codes_schema("Those without a scan for the longest time.")}});
    return object_schema("What the scans of all codes tell.", std::move(properties));
}

Json statistics_period_schema() {
    return object_schema(
        "The period that series and lists are about.",
        {{"name", or_null(text_schema("Its name; null if it was chosen by from or to."))},
         {"from", time_schema("Where it begins.")},
         {"to", time_schema("The first moment behind it.")},
         {"time_zone", text_schema("Where its days begin and end.")},
         {"interval", choice_schema("What one step of the series is.", {"hour", "day", "month"})},
         {"scans", count_schema("Scans in it.")},
         {"genuine_scans", count_schema("Those of the printed symbol.")},
         {"bot_scans", count_schema("Those that no person has made, from lists_from to lists_to.")},
         {"unique_visitors",
          count_schema("Different people of each day and code, added up, from lists_from to lists_to.")},
         {"lists_from",
          date_schema("First day of the lists: they are kept by the day in UTC, and of all days "
                      "that the period touches.")},
         {"lists_to", date_schema("Last day of the lists.")}});
}

Json statistics_series_schema() {
    return object_schema(
        "The scans of each step of the period. The three lists have the same length.",
        {{"labels", list_schema("Months as 2026-01, days as 2026-01-31, hours as RFC 3339 with the offset.",
                                {{"type", "string"}})},
         {"all_scans", counts_schema("Scans of each step.")},
         {"genuine_scans", counts_schema("Those of the printed symbol.")}});
}

Json name_count_schema() {
    return object_schema("An entry of a list.",
                         {{"name", text_schema("Its name; Unknown, or Other for all beyond a hundred.")},
                          {"count", count_schema("Its scans.")}});
}

Json code_brief_schema() {
    return object_schema("A code in a list.",
                         {{"id", text_schema("UUID.")},
                          {"short_id", or_null(text_schema("Null for a static code."))},
                          {"title", or_null(text_schema("Its title."))},
                          {"created_at", time_schema("When it was made.")},
                          {"scan_count", count_schema("All its scans.")},
                          {"last_scan_at", or_null(time_schema("When it was followed last."))}});
}

}  // namespace qrgen::daemon::openapi
