// SPDX-License-Identifier: MIT
//
// Who a client is, when there are proxies in between. Names are never looked up.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/access/ip_address.hpp"
#include "daemon/http/request.hpp"

namespace qrgen::daemon {

/// Immutable, so thread-safe.
class TrustedProxies {
  public:
    TrustedProxies() = default;  // trusts nobody

    /// Each entry is an address ("192.0.2.1"), a network ("10.0.0.0/8", "fd00::/8"), "loopback" (127.0.0.0/8,
    /// ::1), or "private" (the networks of RFC 1918 and RFC 4193). Throws Error(invalid), field
    /// "trusted_proxies", with every entry that is none of these.
    explicit TrustedProxies(std::span<const std::string> entries);

    bool trusts(const IpAddress& address) const noexcept;

    /// False for what is no address.
    bool trusts(std::string_view address) const;

  private:
    struct Network {
        IpAddress address;
        int length;  // of 128 bits
    };

    static std::optional<Network> parse_network(std::string_view text);
    void add(std::string_view entry);

    std::vector<Network> networks_;
};

/// The right-most address in X-Forwarded-For that is not a trusted proxy, if the peer is one; otherwise the
/// peer. All fields of that name count, in their order; an address may have a port, an IPv6 address brackets.
/// If all are trusted, it is the left-most. The walk to the left ends at what is no address, and after 100
/// addresses: then the last one that was read counts. Canonical text; a peer that is no address comes back as
/// it is.
std::string client_of(const http::Request& request, const TrustedProxies& trusted);

}  // namespace qrgen::daemon
