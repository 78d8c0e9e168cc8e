// SPDX-License-Identifier: MIT
//
// The target of a request line (RFC 9112 section 3.2): which path, which query. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/http/head_check.hpp"

namespace qrgen::daemon::http {

constexpr std::size_t longest_target = 8 * 1024;

struct Target {
    std::string path;   // percent-decoded once; "*" as a whole for OPTIONS *, otherwise it begins with "/"
    std::string query;  // behind the "?", as sent
};

/// `method` and `target` are those of a checked head. Origin form and absolute form (whose scheme and host
/// are dropped) are taken, and "*" for OPTIONS. Refused with 414 if too long, otherwise with 400: other
/// forms, what does not decode to UTF-8 without NUL and backslashes, "." and ".." segments however they are
/// written.
std::variant<Target, HeadRefusal> parse_target(std::string_view method, std::string_view target);

}  // namespace qrgen::daemon::http
