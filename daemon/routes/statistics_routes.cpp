// SPDX-License-Identifier: MIT
#include "daemon/routes/statistics_routes.hpp"

#include <array>
#include <span>
#include <vector>

#include "core/base/error.hpp"
#include "core/scans/scan_statistics.hpp"
#include "core/scans/statistics_json.hpp"
#include "daemon/json/json_answer.hpp"
#include "daemon/query.hpp"

namespace qrgen::daemon {
namespace {

using http::Access;
using http::Parameter;
using http::Request;
using http::Response;
using http::Route;
using enum http::ParameterType;

constexpr std::string_view tag = "Statistics";
constexpr std::string_view id_summary = "Id or short id of the code, in any case.";
constexpr std::array not_found{404};

constexpr Parameter period{
    .name = "period",
    .type = choice,
    .summary =
        "The time to tell about, in whole days of the time zone; all but yesterday and lastMonth end "
        "with today. Not together with from or to. Without any of them: last30days.",
    .choices = scans::period_names};
constexpr Parameter from{
    .name = "from",
    .type = text,
    .summary =
        "Where the period begins: a day of the time zone as YYYY-MM-DD, or a time with an offset (RFC 3339) "
        "on a quarter of an hour. Without it, 30 days before the end. At most 100 years before the end.",
    .max = 64};
constexpr Parameter to{
    .name = "to",
    .type = text,
    .summary =
        "Where it ends: a day, which belongs to it, or a time, which does not. Without it: with today.",
    .max = 64};
constexpr Parameter time_zone{
    .name = "time_zone",
    .type = text,
    .summary =
        "Where days begin and end, by its name in the IANA database (Europe/Berlin), UTC, or local for "
        "that of the service.",
    .fallback = "UTC",
    .max = 64};
constexpr Parameter top{.name = "top",
                        .type = integer,
                        .summary = "How many entries each list has at most.",
                        .fallback = "10",
                        .min = 1,
                        .max = scans::most_top};
constexpr Parameter dead_after{
    .name = "dead_after",
    .type = integer,
    .summary =
        "After how many days without a scan a dynamic, active code counts as dead; one that was never "
        "scanned: so many days after it was made.",
    .fallback = "90",
    .min = 0,
    .max = scans::most_dead_after};

constexpr std::array code_parameters{period, from, to, time_zone, top};
constexpr std::array all_parameters{period, from, to, time_zone, top, dead_after};

// Faults of the period come together with those of the other parameters.
scans::StatisticsWish read_wish(const Request& request, std::span<const Parameter> table, Timestamp now) {
    Fields fields = read_query(request, table);
    scans::StatisticsWish wish{.period = {.period = fields.text("period"),
                                          .from = fields.text("from"),
                                          .to = fields.text("to"),
                                          .time_zone = fields.text("time_zone")}};
    try {
        (void)scans::PeriodPlan(wish.period, now);
    } catch (const Error& error) {
        std::vector<Fault> faults = error.faults();
        for (Fault& fault : faults) {
            if (fault.field == "time_zone" && !error.hint().empty()) fault.message += "; " + error.hint();
        }
        fields.add_faults(faults);
    }
    fields.require_valid();
    wish.top = static_cast<int>(*fields.integer("top"));
    if (table.size() == all_parameters.size()) {
        wish.dead_after = static_cast<int>(*fields.integer("dead_after"));
    }
    return wish;
}

Response of_code(store::Store& store, const Request& request, Timestamp now) {
    const auto wish = read_wish(request, code_parameters, now);
    return json::json_answer(
        200, scans::to_json(scans::code_statistics(store, request.path_parameter, wish, now)));
}

Response of_all(store::Store& store, const Request& request, Timestamp now) {
    const auto wish = read_wish(request, all_parameters, now);
    return json::json_answer(200, scans::to_json(scans::all_statistics(store, wish, now)));
}

}  // namespace

void add_statistics_routes(http::RouteTable& table, store::Store& store, Clock now) {
    table.push_back(
        Route{.method = "GET",
              .pattern = "/api/v1/qr/{id}/stats",
              .access = Access::read,
              .handler = [&store, now](const Request& request) { return of_code(store, request, now()); },
              .operation = {.id = "codeStatistics",
                            .summary = "Count the scans of a code: in all, by time, device, system, browser, "
                                       "country and referrer",
                            .tag = tag,
                            .parameters = code_parameters,
                            .path_parameter = id_summary,
                            .answer_schema = "CodeStatistics",
                            .errors = not_found}});
    table.push_back(Route{
        .method = "GET",
        .pattern = "/api/v1/stats",
        .access = Access::read,
        .handler = [&store, now](const Request& request) { return of_all(store, request, now()); },
        .operation = {.id = "allStatistics",
                      .summary = "Count the scans of all codes, and name the codes that are scanned most, "
                                 "the newest and those that nobody scans",
                      .tag = tag,
                      .parameters = all_parameters,
                      .answer_schema = "AllStatistics"}});
}

}  // namespace qrgen::daemon
