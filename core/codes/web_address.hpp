// SPDX-License-Identifier: MIT
//
// A http or https address, taken apart so strictly (RFC 3986 by uriparser, and no user-info, backslash, white
// space or odd host besides) that every browser must see the same parts.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::codes {

struct WebAddress {
    // As given if that was a URI; otherwise mapped by RFC 3987 section 3.1, as also are []{}<>|^`" behind the
    // host, which browsers show and send unescaped.
    std::string uri;
    std::string host;  // canonical, see host_name.hpp
    int port = 0;      // 1 to 65535; the scheme's own if none was given
    std::string
        path;  // for comparing: decoded, lower case, without dot segments and empty segments; starts with /
    bool has_query = false;
    bool has_fragment = false;
};

/// Throws Error(invalid) for `field` with the reason if `text` is no such address, or longer than 2048
/// characters before or after mapping.
WebAddress parse_web_address(std::string_view text, const std::string& field);

}  // namespace qrgen::codes
