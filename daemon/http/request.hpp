// SPDX-License-Identifier: MIT
//
// A request as handlers see it: plain values, whatever library the bytes came through.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qrgen::daemon::http {

struct Header {
    std::string name;  // as sent; compared regardless of case
    std::string value;
};

struct Request {
    std::string method;  // as sent: a token of at most 32 characters, not always one that we know
    std::string path;    // percent-decoded once; begins with "/", never holds NUL, a backslash or a "." or
                         // ".." segment; "*" as a whole for OPTIONS *
    std::string query;   // behind the "?", as sent
    std::vector<Header> headers = {};
    std::string body = {};  // whole and unchunked
    std::string peer = {};  // address of the other end of the connection, without port
    std::chrono::steady_clock::time_point received = {};  // when its head was complete

    // What the router finds out before it calls a handler.
    std::string client = {};          // address of the client, see daemon/access/client_address.hpp
    std::string request_id = {};      // answered as X-Request-ID
    std::string caller = {};          // who the credential belongs to, for the history; empty: nobody
    std::string_view route = "none";  // its pattern, for metrics and logs; lives as long as the program
    std::string path_parameter = {};  // what stands for the {...} of the pattern, of which none has two
};

/// The value of the first header of that name, regardless of case; nullptr if there is none.
const std::string* find_header(const Request& request, std::string_view name) noexcept;

/// The pairs of a query in their order, percent-decoded, with + for a space; a name without "=" has an empty
/// value. Ill-formed percent-encoding is kept as it stands.
std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query);

}  // namespace qrgen::daemon::http
