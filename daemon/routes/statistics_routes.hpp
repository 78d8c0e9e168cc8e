// SPDX-License-Identifier: MIT
//
// /api/v1/qr/{id}/stats and /api/v1/stats: what the scans of a code, or of all codes, tell.
#pragma once

#include "core/base/clock.hpp"
#include "core/store/store.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// `store` must outlive the table. `now` says which day is today.
void add_statistics_routes(http::RouteTable& table, store::Store& store, Clock now = system_now);

}  // namespace qrgen::daemon
