// SPDX-License-Identifier: MIT
#include "daemon/access/client_address.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::string_view header_name = "X-Forwarded-For";
constexpr int max_forwarded_addresses = 100;
constexpr std::array<std::string_view, 2> loopback_networks{"127.0.0.0/8", "::1"};
constexpr std::array<std::string_view, 4> private_networks{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                           "fc00::/7"};

std::optional<int> parse_length(std::string_view text, int most) {
    int length = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool is_number = result.ec == std::errc() && result.ptr == text.data() + text.size();
    return is_number && text.front() != '-' && length <= most ? std::optional(length) : std::nullopt;
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "192.0.2.1:80", "[2001:db8::1]" and "[2001:db8::1]:80" without brackets and port.
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return text;
        const std::string_view rest = text.substr(end + 1);
        const bool is_whole = rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
        const std::string_view inside = text.substr(1, end - 1);
        return is_whole && inside.find(':') != std::string_view::npos ? inside : text;
    }
    const std::size_t colon = text.find(':');
    const bool has_one_colon =
        colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
    return has_one_colon && is_port(text.substr(colon + 1)) ? text.substr(0, colon) : text;
}

// Goes through the elements of all fields of the name, the last one first. Empty elements are passed over, as
// RFC 9110 section 5.6.1.2 demands.
class ForwardedWalk {
  public:
    explicit ForwardedWalk(const http::Request& request) : headers_(request.headers) {}

    /// nullopt at the end.
    std::optional<std::string_view> next() {
        for (;;) {
            if (!rest_ && !find_field()) return std::nullopt;
            const std::size_t comma = rest_->rfind(',');
            const bool is_last = comma == std::string_view::npos;
            const std::string_view element = trim(is_last ? *rest_ : rest_->substr(comma + 1));
            rest_ = is_last ? std::nullopt : std::optional(rest_->substr(0, comma));
            if (!element.empty()) return element;
        }
    }

  private:
    bool find_field() {
        while (!headers_.empty()) {
            const http::Header& header = headers_.back();
            headers_ = headers_.first(headers_.size() - 1);
            if (!equals_ignoring_case(header.name, header_name)) continue;
            rest_ = header.value;
            return true;
        }
        return false;
    }

    std::span<const http::Header> headers_;
    std::optional<std::string_view> rest_;
};

}  // namespace

std::optional<TrustedProxies::Network> TrustedProxies::parse_network(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address || text.find('%') != std::string_view::npos) return std::nullopt;
    if (slash == std::string_view::npos) return Network{*address, 128};
    const bool is_written_v4 = text.find(':') == std::string_view::npos;
    const auto length = parse_length(text.substr(slash + 1), is_written_v4 ? 32 : 128);
    if (!length) return std::nullopt;
    return Network{*address, *length + (is_written_v4 ? 96 : 0)};
}

void TrustedProxies::add(std::string_view entry) {
    const auto network = parse_network(entry);
    if (!network) {
        throw Error({Fault{"trusted_proxies",
                           "'" + printable(entry.substr(0, 100)) + "' is neither an address nor a network"}});
    }
    const IpAddress start = network->address.masked(network->length);
    if (start != network->address) {
        const int length = network->length - (start.is_v4() ? 96 : 0);
        throw Error({Fault{"trusted_proxies", "'" + printable(entry) + "' lies within a network, which is " +
                                                  start.text() + "/" + std::to_string(length)}});
    }
    networks_.push_back(*network);
}

TrustedProxies::TrustedProxies(std::span<const std::string> entries) {
    std::vector<Fault> faults;
    for (const std::string& entry : entries) {
        std::span<const std::string_view> named;
        if (entry == "loopback") named = loopback_networks;
        if (entry == "private") named = private_networks;
        try {
            if (named.empty()) add(entry);
            for (const std::string_view network : named) add(network);
        } catch (const Error& error) {
            faults.insert(faults.end(), error.faults().begin(), error.faults().end());
        }
    }
    if (!faults.empty()) {
        throw Error(
            std::move(faults),
            "write addresses like 192.0.2.1, networks like 10.0.0.0/8 or fd00::/8, loopback, or private");
    }
}

bool TrustedProxies::trusts(const IpAddress& address) const noexcept {
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        return network.address.is_v4() == address.is_v4() &&
               address.masked(network.length) == network.address;
    });
}

bool TrustedProxies::trusts(std::string_view address) const {
    const auto parsed = IpAddress::parse(address);
    return parsed && trusts(*parsed);
}

std::string client_of(const http::Request& request, const TrustedProxies& trusted) {
    const auto peer = IpAddress::parse(request.peer);
    if (!peer) return request.peer;
    IpAddress client = *peer;
    ForwardedWalk walk(request);
    for (int i = 0; i < max_forwarded_addresses && trusted.trusts(client); ++i) {
        const auto element = walk.next();
        const auto address = element ? IpAddress::parse(without_port(*element)) : std::nullopt;
        if (!address) break;
        client = *address;
    }
    return client.text();
}

}  // namespace qrgen::daemon
