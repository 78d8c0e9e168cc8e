// SPDX-License-Identifier: MIT
//
// GET and HEAD /r/{short_id}: what a printed code leads to.
#pragma once

#include "daemon/access/throttle.hpp"
#include "daemon/http/route.hpp"
#include "daemon/metrics.hpp"
#include "daemon/redirect/scan_recorder.hpp"
#include "daemon/redirect/target_source.hpp"

namespace qrgen::daemon {

inline constexpr std::string_view redirect_pattern = "/r/{short_id}";

/// What redirects need; all must outlive the routes.
struct RedirectParts {
    TargetSource& targets;
    ScanRecorder& recorder;
    Throttle& unknown_ids;  // counts by client those who ask for ids that do not exist
    Metrics& metrics;
};

void add_redirect_routes(http::RouteTable& routes, const RedirectParts& parts);

}  // namespace qrgen::daemon
