// SPDX-License-Identifier: MIT
#include "daemon/http/conditional.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace qrgen::daemon::http {
namespace {

bool names(std::string_view list, std::string_view etag) {
    if (trim(list) == "*") return true;
    while (true) {
        list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
        if (list.starts_with("W/")) list.remove_prefix(2);
        if (!list.starts_with('"')) return false;
        const std::size_t end = list.find('"', 1);
        if (end == std::string_view::npos) return false;
        if (list.substr(0, end + 1) == etag) return true;
        list.remove_prefix(end + 1);
    }
}

}  // namespace

bool is_not_modified(const Request& request, std::string_view etag) {
    return std::any_of(request.headers.begin(), request.headers.end(), [&](const Header& header) {
        return equals_ignoring_case(header.name, "If-None-Match") && names(header.value, etag);
    });
}

}  // namespace qrgen::daemon::http
