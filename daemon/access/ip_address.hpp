// SPDX-License-Identifier: MIT
//
// IP addresses as values. An IPv4 address and the IPv6 address that maps it (RFC 4291 section 2.5.5.2) are
// the same address, and shown as IPv4.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qrgen::daemon {

class IpAddress {
  public:
    /// Network byte order; IPv4 mapped into IPv6.
    using Bytes = std::array<std::uint8_t, 16>;

    explicit IpAddress(const Bytes& bytes) noexcept : bytes_(bytes) {}

    /// "192.0.2.1" or "2001:db8::1", the latter also with a zone ("fe80::1%eth0"), which is dropped. No
    /// names, no brackets, no ports.
    static std::optional<IpAddress> parse(std::string_view text);

    const Bytes& bytes() const noexcept { return bytes_; }
    bool is_v4() const noexcept;

    /// With all bits behind the first `length` (of 128) set to zero.
    IpAddress masked(int length) const noexcept;

    /// The text of RFC 5952.
    std::string text() const;

    bool operator==(const IpAddress&) const = default;

  private:
    Bytes bytes_;
};

/// 127.0.0.0/8 or ::1.
bool is_loopback(const IpAddress& address) noexcept;

}  // namespace qrgen::daemon
