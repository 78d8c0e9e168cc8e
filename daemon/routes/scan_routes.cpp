// SPDX-License-Identifier: MIT
#include "daemon/routes/scan_routes.hpp"

#include <array>
#include <utility>

#include "core/base/error.hpp"
#include "core/scans/moment.hpp"
#include "core/scans/scan_cursor.hpp"
#include "core/scans/scan_json.hpp"
#include "core/scans/scan_pages.hpp"
#include "core/scans/scan_statistics.hpp"
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

constexpr std::string_view tag = "Scans";
constexpr std::string_view id_summary = "Id or short id of the code, in any case.";
constexpr std::array not_found{404};

constexpr std::array list_parameters{
    Parameter{.name = "skip",
              .type = integer,
              .summary = "How many scans to leave out at the beginning.",
              .fallback = "0",
              .max = max_skip},
    Parameter{.name = "limit",
              .type = integer,
              .summary = "How many scans to list at most.",
              .fallback = "10",
              .min = 1,
              .max = 100},
    Parameter{.name = "genuine",
              .type = boolean,
              .summary = "Only scans of the printed symbol (true), or only the others (false)."},
    Parameter{.name = "bots",
              .type = boolean,
              .summary = "Only scans by programs that follow links (true), or only the others (false)."},
    Parameter{.name = "from",
              .type = text,
              .summary = "Only scans from this day (YYYY-MM-DD) or time (RFC 3339, with offset) on."},
    Parameter{
        .name = "to", .type = text, .summary = "Only scans up to the end of this day, or before this time."},
    Parameter{.name = "time_zone",
              .type = text,
              .summary = "IANA time zone of the days in from and to.",
              .fallback = "UTC"},
    Parameter{.name = "cursor",
              .type = text,
              .summary = "The next_cursor of a page: only scans behind it. Costs the same on every page and "
                         "neither leaves out nor repeats a scan when others come in between, as skip does."},
};

// Faults of the rule go to `fields`.
template <typename Rule>
void obey(Fields& fields, Rule rule) {
    try {
        rule();
    } catch (const Error& error) {
        fields.add_faults(error.faults());
    }
}

store::ScanQuery read_list_query(const Request& request) {
    Fields fields = read_query(request, list_parameters);
    store::ScanQuery wanted;
    if (fields.is_given("genuine")) wanted.is_genuine = fields.boolean("genuine");
    if (fields.is_given("bots")) wanted.is_bot = fields.boolean("bots");
    obey(fields, [&] {
        const scans::Times times = scans::read_times(
            {.from = fields.text("from"), .to = fields.text("to"), .time_zone = fields.text("time_zone")});
        wanted.from = times.from;
        wanted.to = times.to;
    });
    obey(fields, [&] {
        if (fields.is_given("cursor")) wanted.before = scans::parse_cursor(*fields.text("cursor"));
    });
    fields.require_valid();
    wanted.skip = *fields.integer("skip");
    wanted.limit = *fields.integer("limit");
    return wanted;
}

Response list(store::Store& store, const Request& request) {
    const store::ScanQuery wanted = read_list_query(request);
    const store::ScanPage page = scans::list_scans(store, request.path_parameter, wanted);
    return json::json_answer(200, scans::to_json(page, wanted));
}

}  // namespace

void add_scan_routes(http::RouteTable& table, store::Store& store) {
    table.push_back(Route{.method = "GET",
                          .pattern = "/api/v1/qr/{id}/scans",
                          .access = Access::read,
                          .handler = [&store](const Request& request) { return list(store, request); },
                          .operation = {.id = "listScans",
                                        .summary = "List the scans of a code, the newest first",
                                        .tag = tag,
                                        .parameters = list_parameters,
                                        .path_parameter = id_summary,
                                        .answer_schema = "ScanPage",
                                        .errors = not_found}});
}

}  // namespace qrgen::daemon
