// SPDX-License-Identifier: MIT
//
// The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0) of exactly what the route table serves.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "daemon/http/route.hpp"

namespace qrgen::daemon::openapi {

struct ApiFacts {
    std::string version;           // of the program
    bool needs_credential = true;  // false: --auth none
};

/// Routes without an operation id are left out. Throws std::logic_error if an operation names a schema that
/// does not exist, or says other parameters than its pattern.
nlohmann::ordered_json make_document(const http::RouteTable& routes, const ApiFacts& facts);

}  // namespace qrgen::daemon::openapi
