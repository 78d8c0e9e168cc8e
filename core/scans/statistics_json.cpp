// SPDX-License-Identifier: MIT
#include "core/scans/statistics_json.hpp"

#include <string>
#include <utility>

#include "core/base/json_values.hpp"

namespace qrgen::scans {
namespace {

using Json = nlohmann::ordered_json;

Json time_or_null(const std::optional<Timestamp>& time) {
    return time ? Json(format_rfc3339(*time)) : Json();
}

Json date_or_null(const std::optional<std::chrono::sys_days>& day) {
    return day ? Json(date_of(*day)) : Json();
}

// Of what nobody scanned there is no share.
Json share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? Json(static_cast<double>(part) / static_cast<double>(whole)) : Json();
}

void add_totals(Json& json, const store::ScanTotals& totals) {
    json["total_scans"] = totals.scans;
    json["genuine_scans"] = totals.genuine;
    json["genuine_share"] = share(totals.genuine, totals.scans);
    json["bot_scans"] = totals.bots;
    json["unique_visitors"] = totals.visitors;
}

Json period_json(const PeriodFigures& figures) {
    const Period& period = figures.period;
    return {{"name", period.name.empty() ? Json() : Json(period.name)},
            {"from", format_rfc3339(period.from)},
            {"to", format_rfc3339(period.to)},
            {"time_zone", period.zone.name()},
            {"interval", name_of(period.interval())},
            {"scans", figures.totals.scans},
            {"genuine_scans", figures.totals.genuine},
            {"bot_scans", figures.totals.bots},
            {"unique_visitors", figures.totals.visitors},
            {"lists_from", date_of(figures.lists_from)},
            {"lists_to", date_of(figures.lists_to)}};
}

Json series_json(const PeriodFigures& figures) {
    Json labels = Json::array();
    Json scans = Json::array();
    Json genuine = Json::array();
    for (const Step& step : figures.steps) labels.push_back(step.label);
    for (const auto& counts : figures.series) {
        scans.push_back(counts.scans);
        genuine.push_back(counts.genuine);
    }
    return {{"labels", std::move(labels)},
            {"all_scans", std::move(scans)},
            {"genuine_scans", std::move(genuine)}};
}

void add_figures(Json& json, const PeriodFigures& figures) {
    json["period"] = period_json(figures);
    json["series"] = series_json(figures);
    for (const store::ScanList list : store::scan_lists) {
        Json entries = Json::array();
        for (const NameCount& entry : figures[list]) {
            entries.push_back({{"name", entry.name}, {"count", entry.scans}});
        }
        json[std::string(name_of(list))] = std::move(entries);
    }
}

Json codes_json(const std::vector<codes::Code>& codes) {
    Json list = Json::array();
    for (const codes::Code& code : codes) {
        list.push_back({{"id", code.id},
                        {"short_id", value_or_null(code.short_id)},
                        {"title", value_or_null(code.title)},
                        {"created_at", format_rfc3339(code.created_at)},
                        {"scan_count", code.scan_count},
                        {"last_scan_at", time_or_null(code.last_scan_at)}});
    }
    return list;
}

}  // namespace

std::string date_of(std::chrono::sys_days day) {
    return format_rfc3339(day).substr(0, 10);
}

Json to_json(const CodeStatistics& statistics) {
    Json json{{"id", statistics.id},
              {"short_id", value_or_null(statistics.short_id)},
              {"title", value_or_null(statistics.title)}};
    add_totals(json, statistics.totals);
    json["first_scan_on"] = date_or_null(statistics.first_scan_on);
    json["first_genuine_scan_at"] = time_or_null(statistics.first_genuine_scan_at);
    json["last_scan_at"] = time_or_null(statistics.last_scan_at);
    json["last_genuine_scan_at"] = time_or_null(statistics.last_genuine_scan_at);
    add_figures(json, statistics.figures);
    return json;
}

Json to_json(const AllStatistics& statistics) {
    const store::CodeCounts& codes = statistics.codes;
    const ScanSpan& span = statistics.span;
    Json json;
    add_totals(json, statistics.totals);
    json["first_scan_on"] = span ? Json(date_of(span->first)) : Json();
    json["last_scan_on"] = span ? Json(date_of(span->second)) : Json();
    json["codes"] = {{"total", codes.static_codes + codes.dynamic_codes},
                     {"static", codes.static_codes},
                     {"dynamic", codes.dynamic_codes},
                     {"disabled", codes.disabled}};
    add_figures(json, statistics.figures);
    json["most_scanned"] = codes_json(statistics.most_scanned);
    json["newest"] = codes_json(statistics.newest);
    json["dead_codes"] = {{"dead_after", statistics.dead_after},
                          {"count", codes.dead},
                          {"longest_unscanned", codes_json(statistics.dead)}};
    return json;
}

}  // namespace qrgen::scans
