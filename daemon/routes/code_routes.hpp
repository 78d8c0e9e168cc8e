// SPDX-License-Identifier: MIT
//
// /api/v1/qr: listing, making, reading, changing and deleting codes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/codes/code_service.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// `codes` must outlive the table. `code_created` is called with "static" or "dynamic" when a code was made,
/// from any thread.
void add_code_routes(http::RouteTable& table, codes::CodeService& codes,
                     std::function<void(std::string_view)> code_created);

/// Who makes a change, for the history: the caller, or "api" where nobody has to say who they are.
std::string actor_of(const http::Request& request);

}  // namespace qrgen::daemon
