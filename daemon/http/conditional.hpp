// SPDX-License-Identifier: MIT
//
// Conditional requests (RFC 9110 section 13).
#pragma once

#include <string_view>

#include "daemon/http/request.hpp"

namespace qrgen::daemon::http {

/// Whether an If-None-Match header of the request names `etag`, which has its quotes ("\"abc\""), or is *.
/// Tags are compared weakly: W/"abc" is the same as "abc". A list is read as far as it is well-formed.
bool is_not_modified(const Request& request, std::string_view etag);

}  // namespace qrgen::daemon::http
