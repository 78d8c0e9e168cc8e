// SPDX-License-Identifier: MIT
//
// Which addresses a dynamic code may lead to. Applied on create, update, rollback and import, and again when
// somebody scans.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qrgen::codes {

/// Thread-safe after construction.
class RedirectPolicy {
  public:
    struct Rules {
        std::string base_url;                      // ours: `{base_url}/r/` is refused as a loop
        std::vector<std::string> allowed_domains;  // host names, subdomains included; empty: every host
    };

    /// Throws Error(invalid), field "base_url" or "allowed_redirect_domains", if a rule makes no sense.
    explicit RedirectPolicy(const Rules& rules);

    /// The address as it is stored and later sent in Location, byte for byte: as given if it is a URI,
    /// otherwise mapped to one as WebAddress::uri tells. Throws Error(invalid), field "redirect_url", with
    /// the reason: not an absolute http or https URI (RFC 3986), no or an impossible host, a port out of
    /// range, user-info, a backslash, white space or control characters anywhere, longer than 2048
    /// characters, our own short URL, or a host outside of the allowed domains.
    std::string check(std::string_view redirect_url) const;

  private:
    struct Origin {
        std::string host;  // canonical
        int port;
        std::string path;  // of base_url, without trailing slash
    };

    bool is_own_short_url(const std::string& host, int port, const std::string& path) const;
    bool is_allowed(const std::string& host) const;

    Origin own_;
    std::vector<std::string> allowed_domains_;  // canonical
};

}  // namespace qrgen::codes
