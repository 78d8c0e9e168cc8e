// SPDX-License-Identifier: MIT
//
// The error body of the contract.
#pragma once

#include "core/base/error.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon {

/// What an error of ours means to a caller of the API. Faults are placed in the body of the request, or for
/// methods without body in its query.
http::HttpError to_http_error(const http::Request& request, const Error& error);

/// {"detail", "status_code", "path", "method", "timestamp", "request_id"}.
http::Response json_error(const http::Request& request, const http::HttpError& error);

/// A small page for people who scanned a code.
http::Response html_error(const http::Request& request, const http::HttpError& error);

/// Whether the caller is a browser that shows pages (and not a program that wants JSON).
bool wants_html(const http::Request& request);

}  // namespace qrgen::daemon
