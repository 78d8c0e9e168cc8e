// SPDX-License-Identifier: MIT
#include "daemon/routes/scan_routes.hpp"

#include <array>
#include <utility>

#include "core/scans/scan_json.hpp"
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
};

Response list(store::Store& store, const Request& request) {
    const Fields fields = read_query(request, list_parameters);
    fields.require_valid();
    store::ScanQuery wanted;
    wanted.skip = *fields.integer("skip");
    wanted.limit = *fields.integer("limit");
    if (fields.is_given("genuine")) wanted.is_genuine = fields.boolean("genuine");
    const store::ScanPage page = scans::list_scans(store, request.path_parameter, wanted);
    auto items = nlohmann::ordered_json::array();
    for (const store::StoredScan& scan : page.items) items.push_back(scans::to_json(scan));
    return json::json_answer(
        200, json::page_of(std::move(items), page.total.value_or(0), wanted.skip, wanted.limit));
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
