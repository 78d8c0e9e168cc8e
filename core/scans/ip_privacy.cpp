// SPDX-License-Identifier: MIT
#include "core/scans/ip_privacy.hpp"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace qrgen::scans {
namespace {

constexpr std::size_t kept_of_ipv6 = 6;  // bytes

std::string keep_of_ipv4(in_addr address, IpPrivacy privacy) {
    if (privacy == IpPrivacy::truncate) address.s_addr &= htonl(0xFFFFFF00U);
    char text[INET_ADDRSTRLEN];
    return inet_ntop(AF_INET, &address, text, sizeof text) == nullptr ? std::string() : text;
}

std::string keep_of_ipv6(in6_addr address, IpPrivacy privacy) {
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        in_addr inner{};
        std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
        return keep_of_ipv4(inner, privacy);
    }
    if (privacy == IpPrivacy::truncate)
        std::fill(address.s6_addr + kept_of_ipv6, address.s6_addr + sizeof address.s6_addr, 0);
    char text[INET6_ADDRSTRLEN];
    return inet_ntop(AF_INET6, &address, text, sizeof text) == nullptr ? std::string() : text;
}

}  // namespace

std::optional<IpPrivacy> parse_ip_privacy(std::string_view text) noexcept {
    if (text == "full") return IpPrivacy::full;
    if (text == "truncate") return IpPrivacy::truncate;
    if (text == "none") return IpPrivacy::none;
    return std::nullopt;
}

std::string keep_of_address(std::string_view address, IpPrivacy privacy) {
    if (privacy == IpPrivacy::none || address.find('\0') != std::string_view::npos) return {};
    const std::string text(address.substr(0, address.find('%')));
    in_addr ipv4{};
    if (text.size() == address.size() && inet_pton(AF_INET, text.c_str(), &ipv4) == 1)
        return keep_of_ipv4(ipv4, privacy);
    in6_addr ipv6{};
    if (inet_pton(AF_INET6, text.c_str(), &ipv6) == 1) return keep_of_ipv6(ipv6, privacy);
    return {};
}

}  // namespace qrgen::scans
