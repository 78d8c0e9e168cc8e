// SPDX-License-Identifier: MIT
//
// How much of the address of who scanned is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qrgen::scans {

enum class IpPrivacy {
    full,
    truncate,  // the network only: /24 of IPv4, /48 of IPv6
    none,
};

/// The words of the setting `ip_privacy`: full, truncate, none.
std::optional<IpPrivacy> parse_ip_privacy(std::string_view text) noexcept;

/// What is kept of an address, in its canonical form (RFC 5952 for IPv6). An IPv4 address that is mapped into
/// IPv6
/// (::ffff:192.0.2.1) is taken as what it is. A zone (%eth0) is dropped. Empty if nothing is to be kept, or
/// `address` is none.
std::string keep_of_address(std::string_view address, IpPrivacy privacy);

}  // namespace qrgen::scans
