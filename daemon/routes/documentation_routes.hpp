// SPDX-License-Identifier: MIT
//
// /api/v1/openapi.json and /docs.
#pragma once

#include <string>

#include "daemon/http/route.hpp"
#include "daemon/openapi/document.hpp"

namespace qrgen::daemon {

/// To be called when all other routes are in the table: it is their documentation, and its own. `base_url` is
/// what the examples call the service.
void add_documentation_routes(http::RouteTable& table, const openapi::ApiFacts& facts,
                              const std::string& base_url);

}  // namespace qrgen::daemon
