// SPDX-License-Identifier: MIT
#include "daemon/http/host_header.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace qrgen::daemon::http {
namespace {

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_port(std::string_view text) {
    if (text.empty()) return true;  // "host:" is allowed
    std::uint16_t port = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    return error == std::errc() && stop == end;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos;
    });
}

bool is_address_in_brackets(std::string_view text) {
    if (text.size() < 4 || text.front() != '[' || text.back() != ']') return false;
    text = text.substr(1, text.size() - 2);
    return text.find(':') != std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
               return is_alphanumeric(c) || c == ':' || c == '.';
           });
}

}  // namespace

bool is_host_header(std::string_view text) noexcept {
    const std::size_t host_end = text.starts_with('[') ? text.find(']') : 0;
    if (host_end == std::string_view::npos) return false;
    const std::size_t colon = text.find(':', host_end);
    if (colon != std::string_view::npos && !is_port(text.substr(colon + 1))) return false;
    const std::string_view host = text.substr(0, colon);
    return host.starts_with('[') ? is_address_in_brackets(host) : is_name(host);
}

}  // namespace qrgen::daemon::http
