// SPDX-License-Identifier: MIT
#include "daemon/health/health_routes.hpp"

#include <string>
#include <utility>

namespace qrgen::daemon {
namespace {

using http::Request;
using http::Response;

constexpr int unavailable[] = {503};

Response uncached_json(int status, const nlohmann::ordered_json& body) {
    Response response = http::make_response(
        status, "application/json", body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    response.add("Cache-Control", "no-store");
    if (status == 503) response.add("Retry-After", "5");
    return response;
}

Response ready(const Health& health) {
    const bool is_ready = health.phase() == Health::Phase::ready;
    const auto* const word = is_ready                                    ? "ready"
                             : health.phase() == Health::Phase::starting ? "starting"
                                                                         : "draining";
    return uncached_json(is_ready ? 200 : 503, {{"status", word}});
}

}  // namespace

void add_health_routes(http::RouteTable& routes, Health& health, Metrics& metrics,
                       http::Access metrics_access) {
    routes.push_back({.method = "GET",
                      .pattern = "/health",
                      .access = http::Access::open,
                      .handler =
                          [&health](const Request&) {
                              const Health::Report report = health.report();
                              return uncached_json(report.is_working ? 200 : 503, report.body);
                          },
                      .operation = {.id = "health",
                                    .summary = "Whether the service can do its job, and why not",
                                    .tag = "Health",
                                    .answer_schema = "Health",
                                    .errors = unavailable}});
    const auto live = [](const Request&) { return uncached_json(200, {{"status", "alive"}}); };
    routes.push_back({.method = "GET",
                      .pattern = "/health/live",
                      .access = http::Access::open,
                      .handler = live,
                      .at_once = live,
                      .operation = {.id = "live",
                                    .summary = "Whether the process answers; asks nothing else",
                                    .tag = "Health",
                                    .answer_schema = "Status"}});
    routes.push_back(
        {.method = "GET",
         .pattern = "/health/ready",
         .access = http::Access::open,
         .handler = [&health](const Request&) { return ready(health); },
         .at_once = [&health](const Request&) { return ready(health); },
         .operation = {.id = "ready",
                       .summary = "Whether requests should be sent here: not while starting or ending",
                       .tag = "Health",
                       .answer_schema = "Status",
                       .errors = unavailable}});
    routes.push_back({.method = "GET",
                      .pattern = "/metrics",
                      .access = metrics_access,
                      .handler =
                          [&metrics](const Request&) {
                              return http::make_response(200, "text/plain; version=0.0.4; charset=utf-8",
                                                         metrics.text());
                          },
                      .operation = {.id = "metrics",
                                    .summary = "Figures for Prometheus",
                                    .tag = "Health",
                                    .answer_media_types = "text/plain"}});
}

}  // namespace qrgen::daemon
