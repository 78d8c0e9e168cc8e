// SPDX-License-Identifier: MIT
//
// Poco's parser of request heads: the one place that knows it.
#pragma once

#include <string_view>

#include "daemon/http/request.hpp"

namespace qrgen::daemon::http {

/// Method and headers of a head that check_head() has accepted; of headers with one name the order is kept,
/// and they stand together. Path and query are left empty: the target is parse_target()'s.
Request read_request(std::string_view head);

}  // namespace qrgen::daemon::http
