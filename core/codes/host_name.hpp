// SPDX-License-Identifier: MIT
//
// Hosts of web addresses in one spelling, so that two of them can be compared byte for byte.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::codes {

/// Names: IDNA2008 A-labels (libidn2, UTS 46 mapping, non-transitional), lower case, without trailing dot; of
/// letters, digits, hyphens and underscores, as long as DNS allows. IPv4: four decimal numbers. IPv6 (taken
/// with or without brackets): as RFC 5952 writes it, in brackets; an IPv4-mapped address as the IPv4 one. A
/// name whose last label is a number is refused unless it is such an IPv4 address, because browsers read
/// "0x7f.1" and "2130706433" as 127.0.0.1. So is percent-encoding.
/// Throws Error(invalid) for `field` if `host` cannot be a host.
std::string canonical_host(std::string_view host, const std::string& field);

/// `text` in quotes, safe to show, cut if it is long: for messages about it.
std::string quoted_excerpt(std::string_view text);

}  // namespace qrgen::codes
