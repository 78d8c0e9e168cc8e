// SPDX-License-Identifier: MIT
//
// /api/v1/qr/{id}/scans and /stats: who followed a code, and what that tells.
#pragma once

#include "core/base/clock.hpp"
#include "core/store/store.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// `store` must outlive the table. `now` says which day is today.
void add_scan_routes(http::RouteTable& table, store::Store& store, Clock now = system_now);

}  // namespace qrgen::daemon
