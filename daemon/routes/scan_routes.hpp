// SPDX-License-Identifier: MIT
//
// /api/v1/qr/{id}/scans: who followed a code.
#pragma once

#include "core/store/store.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// `store` must outlive the table.
void add_scan_routes(http::RouteTable& table, store::Store& store);

}  // namespace qrgen::daemon
