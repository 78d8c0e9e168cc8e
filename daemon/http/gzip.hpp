// SPDX-License-Identifier: MIT
//
// Compression of answers with gzip (RFC 9110 sections 8.4 and 12.5.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

/// Compresses a body of text, JSON or SVG of 1 KiB and more if the client takes gzip and that makes it
/// smaller. Its strong ETag then differs ("x" becomes "x-gzip"). Whatever depends on Accept-Encoding says so
/// in Vary, also if it is sent as it is.
void maybe_compress(const Request& request, Response& response);

/// Whether Accept-Encoding allows gzip; without that header it does not.
bool accepts_gzip(const Request& request);

/// Which tag If-None-Match has of what has the strong entity tag `tag` (with its quotes): itself or that of
/// its compressed form, which is the one to be answered with 304; nullopt if the client needs the body.
std::optional<std::string> tag_held_by_client(const Request& request, std::string_view tag);

}  // namespace qrgen::daemon::http
