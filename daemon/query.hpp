// SPDX-License-Identifier: MIT
//
// Reading a query by the table that also documents it.
#pragma once

#include <span>

#include "daemon/fields.hpp"
#include "daemon/http/request.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// The largest integer that every reader of JSON knows exactly (RFC 8259 section 6): the greatest `skip`.
inline constexpr double max_skip = 9'007'199'254'740'991;

/// Parameters that are not in the table are ignored; of one that is given twice the last counts, as in
/// FastAPI. Never throws because of the query: call require_valid() when all other rules have had their say.
Fields read_query(const http::Request& request, std::span<const http::Parameter> table);

}  // namespace qrgen::daemon
