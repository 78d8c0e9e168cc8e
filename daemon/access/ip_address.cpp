// SPDX-License-Identifier: MIT
#include "daemon/access/ip_address.hpp"

#include <algorithm>

#include <arpa/inet.h>

namespace qrgen::daemon {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    Bytes bytes{};
    const bool is_v6 = text.find(':') != std::string_view::npos;
    if (is_v6) text = text.substr(0, text.find('%'));
    std::array<char, INET6_ADDRSTRLEN> buffer{};  // ends in a zero
    if (text.size() >= buffer.size() || text.find('\0') != std::string_view::npos) return std::nullopt;
    std::copy(text.begin(), text.end(), buffer.begin());
    if (is_v6) {
        if (inet_pton(AF_INET6, buffer.data(), bytes.data()) != 1) return std::nullopt;
    } else {
        std::copy(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
        if (inet_pton(AF_INET, buffer.data(), bytes.data() + mapped_prefix.size()) != 1) return std::nullopt;
    }
    return IpAddress(bytes);
}

bool IpAddress::is_v4() const noexcept {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes_.begin());
}

IpAddress IpAddress::masked(int length) const noexcept {
    Bytes bytes = bytes_;
    for (int i = 0; i < 16; ++i) {
        const int kept = std::clamp(length - 8 * i, 0, 8);
        auto& byte = bytes[static_cast<std::size_t>(i)];
        byte = static_cast<std::uint8_t>(byte & (0xFF00U >> kept));
    }
    return IpAddress(bytes);
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (is_v4()) {
        inet_ntop(AF_INET, bytes_.data() + mapped_prefix.size(), buffer.data(), buffer.size());
    } else {
        inet_ntop(AF_INET6, bytes_.data(), buffer.data(), buffer.size());
    }
    return buffer.data();
}

bool is_loopback(const IpAddress& address) noexcept {
    constexpr IpAddress::Bytes loopback_v6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return address.is_v4() ? address.bytes()[12] == 127 : address.bytes() == loopback_v6;
}

}  // namespace qrgen::daemon
