// SPDX-License-Identifier: MIT
//
// A response as handlers make it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/request.hpp"

namespace qrgen::daemon::http {

struct Response {
    int status = 200;
    std::vector<Header> headers = {};  // without those of the connection: Content-Length, Connection, Date
    std::string body = {};             // a HEAD request gets only its length

    Response& add(std::string name, std::string value);
};

Response make_response(int status, std::string content_type, std::string body);

/// "Not Found" for 404 (RFC 9110 section 15).
std::string_view reason_of(int status) noexcept;

/// The value of the first header of that name, regardless of case; nullptr if there is none.
const std::string* find_header(const Response& response, std::string_view name) noexcept;

}  // namespace qrgen::daemon::http
