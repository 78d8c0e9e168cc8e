// SPDX-License-Identifier: MIT
//
// Compression of answers with gzip (RFC 9110 sections 8.4 and 12.5.3).
#pragma once

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

/// Compresses a body of text, JSON or SVG of 1 KiB and more if the client takes gzip and that makes it
/// smaller. Its strong ETag then differs ("x" becomes "x-gzip"). Whatever depends on Accept-Encoding says so
/// in Vary, also if it is sent as it is.
void maybe_compress(const Request& request, Response& response);

/// Whether Accept-Encoding allows gzip; without that header it does not.
bool accepts_gzip(const Request& request);

}  // namespace qrgen::daemon::http
