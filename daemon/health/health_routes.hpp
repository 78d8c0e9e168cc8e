// SPDX-License-Identifier: MIT
//
// /health, /health/live, /health/ready and /metrics.
#pragma once

#include "daemon/health/health.hpp"
#include "daemon/http/route.hpp"
#include "daemon/metrics.hpp"

namespace qrgen::daemon {

/// Both must outlive the routes. `metrics_access` is what /metrics asks for; all else is open.
void add_health_routes(http::RouteTable& routes, Health& health, Metrics& metrics,
                       http::Access metrics_access);

}  // namespace qrgen::daemon
