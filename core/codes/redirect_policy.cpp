// SPDX-License-Identifier: MIT
#include "core/codes/redirect_policy.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/codes/host_name.hpp"
#include "core/codes/web_address.hpp"

namespace qrgen::codes {
namespace {

// One machine commonly answers both http and https with the same service.
int place_of(int port) {
    return port == 443 ? 80 : port;
}

std::string read_allowed_domain(std::string_view entry) {
    const std::string field = "allowed_redirect_domains";
    std::string_view host = entry;
    if (host.starts_with("*.")) {
        host.remove_prefix(2);
    } else if (host.starts_with('.')) {
        host.remove_prefix(1);
    }
    try {
        return canonical_host(host, field);
    } catch (const Error&) {
        throw Error({{field, quoted_excerpt(entry) + " is no host name or IP address"}},
                    "give the host alone, such as example.com, without scheme, port or path; an empty list "
                    "allows every host");
    }
}

}  // namespace

RedirectPolicy::RedirectPolicy(const Rules& rules) {
    const WebAddress base = parse_web_address(rules.base_url, "base_url");
    if (base.has_query || base.has_fragment) {
        throw Error({{"base_url", "has a query or a fragment"}}, "leave out what follows the ? or #");
    }
    own_ = {base.host, place_of(base.port), base.path};
    while (own_.path.ends_with('/')) own_.path.pop_back();
    std::transform(rules.allowed_domains.begin(), rules.allowed_domains.end(),
                   std::back_inserter(allowed_domains_), read_allowed_domain);
}

std::string RedirectPolicy::check(std::string_view redirect_url) const {
    const std::string field = "redirect_url";
    const WebAddress address = parse_web_address(redirect_url, field);
    if (is_own_short_url(address.host, address.port, address.path)) {
        throw Error({{field, "leads to a short URL of this server, so that a scan could go round in a loop"}},
                    "give the address that the short URL leads to");
    }
    if (!is_allowed(address.host)) {
        throw Error({{field, "host " + quoted_excerpt(address.host) + " is not among the allowed domains"}},
                    "add it to allowed_redirect_domains if codes may lead there");
    }
    return address.uri;
}

bool RedirectPolicy::is_own_short_url(const std::string& host, int port, const std::string& path) const {
    return host == own_.host && place_of(port) == own_.port && path.starts_with(own_.path + "/r/");
}

// A name never ends in a number, so an allowed IP address has no subdomains.
bool RedirectPolicy::is_allowed(const std::string& host) const {
    return allowed_domains_.empty() ||
           std::any_of(allowed_domains_.begin(), allowed_domains_.end(), [&](const std::string& domain) {
               return host == domain || host.ends_with("." + domain);
           });
}

}  // namespace qrgen::codes
