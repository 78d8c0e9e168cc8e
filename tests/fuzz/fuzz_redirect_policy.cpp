// SPDX-License-Identifier: MIT
//
// Whatever the policy lets through must lead a browser to where the policy believes it leads.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <arpa/inet.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/redirect_policy.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using qrgen::codes::RedirectPolicy;
using qrgen::fuzz::expect;

struct BrowserView {
    std::string host;
    std::string port;
    std::string path;
    bool has_credentials = false;
};

// As the URL standard of the WHATWG reads a special URL, written without the code under test: what it ignores
// is removed, any number of slashes and backslashes starts the authority, the last @ in it ends the
// credentials.
BrowserView read_like_a_browser(std::string url) {
    url.erase(
        std::remove_if(url.begin(), url.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }),
        url.end());
    url.erase(0, url.find_first_not_of(" \a\b\f\v"));
    url.erase(0, url.find(':') + 1);
    url.erase(0, std::min(url.find_first_not_of("/\\"), url.size()));
    const std::size_t end = std::min(url.find_first_of("/?#\\"), url.size());
    std::string authority = url.substr(0, end);
    BrowserView view;
    view.path = url.substr(end, url.find_first_of("?#", end) - end);
    if (const auto at = authority.rfind('@'); at != std::string::npos) {
        view.has_credentials = true;
        authority.erase(0, at + 1);
    }
    const auto colon = authority.rfind(':');
    if (colon != std::string::npos && authority.find(']', colon) == std::string::npos) {
        view.port = authority.substr(colon + 1);
        authority.resize(colon);
    }
    view.host = qrgen::to_lower_ascii(authority);
    if (view.host.ends_with('.')) view.host.pop_back();
    return view;
}

bool is_address(const std::string& host, const char* address) {
    std::array<unsigned char, 16> a{};
    std::array<unsigned char, 16> b{};
    return host.size() > 2 && host.front() == '[' &&
           inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), a.data()) == 1 &&
           inet_pton(AF_INET6, address, b.data()) == 1 && a == b;
}

bool is_within_allowed(const std::string& host) {
    return host == "example.com" || host.ends_with(".example.com") || host == "xn--kse-qla.de" ||
           host.ends_with(".xn--kse-qla.de") || host == "192.0.2.1" || is_address(host, "::ffff:192.0.2.1") ||
           is_address(host, "2001:db8::1");
}

std::optional<std::string> try_check(const RedirectPolicy& policy, std::string_view url) {
    try {
        return policy.check(url);
    } catch (const qrgen::Error& error) {
        expect(error.kind() == qrgen::ErrorKind::invalid && error.faults().size() == 1, "one fault");
        expect(qrgen::printable(error.message()) == error.message(), "the message is printable");
        expect(qrgen::printable(error.hint()) == error.hint(), "the hint is printable");
        expect(error.message().size() < 1000, "the message is short");
        return std::nullopt;
    }
}

// The characters that browsers tolerate in a URL, and RFC 3986 does not.
constexpr std::string_view tolerated = "[]{}<>|^`\"";

// With what was percent-encoded of them as it was given.
std::string with_tolerated(std::string_view url) {
    std::string text;
    for (std::size_t i = 0; i < url.size(); ++i) {
        const auto code = std::find_if(tolerated.begin(), tolerated.end(), [&](char c) {
            char encoded[4];
            std::snprintf(encoded, sizeof encoded, "%%%02X", static_cast<unsigned>(c));
            return url.substr(i).starts_with(encoded);
        });
        text += code == tolerated.end() ? url[i] : *code;
        if (code != tolerated.end()) i += 2;
    }
    return text;
}

void expect_safe(const RedirectPolicy& policy, std::string_view given, const std::string& result) {
    const bool is_given_ascii = std::none_of(given.begin(), given.end(),
                                             [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const bool is_given_uri = is_given_ascii && given.find_first_of(tolerated) == std::string_view::npos;
    expect(!is_given_uri || result == given, "a URI is returned byte for byte");
    expect(!is_given_ascii || with_tolerated(result) == with_tolerated(given),
           "only what is tolerated is encoded");
    expect(result.size() <= 2048, "the result keeps the limit");
    expect(std::all_of(result.begin(), result.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; }),
           "the result is visible ASCII without backslash");
    expect(try_check(policy, result) == result, "the result is accepted again as it is");
    const BrowserView view = read_like_a_browser(result);
    expect(!view.has_credentials, "no user name or password");
    expect(!view.host.empty() && view.host.find('%') == std::string::npos, "the host is plain");
    const bool is_own_port = view.port.empty() || view.port == "80" || view.port == "443";
    expect(!(view.host == "own.example.com" && is_own_port && view.path.starts_with("/r/") &&
             view.path.find("..") == std::string::npos && view.path.find("%2") == std::string::npos),
           "no short URL of our own");
}

void construct(const RedirectPolicy::Rules& rules) {
    try {
        const RedirectPolicy policy(rules);
    } catch (const qrgen::Error& error) {
        expect(qrgen::printable(error.message()) == error.message(), "the message is printable");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string base = "http://own.example.com";
    static const RedirectPolicy open({.base_url = base, .allowed_domains = {}});
    static const RedirectPolicy closed(
        {.base_url = base, .allowed_domains = {"example.com", "käse.de", "192.0.2.1", "2001:db8::1"}});
    const std::string_view given = qrgen::fuzz::as_text(data, size);
    if (const auto result = try_check(open, given)) expect_safe(open, given, *result);
    if (const auto result = try_check(closed, given)) {
        expect_safe(closed, given, *result);
        expect(is_within_allowed(read_like_a_browser(*result).host), "a browser goes to an allowed host");
        expect(try_check(open, given) == result, "a list of domains changes no address");
    }
    construct({.base_url = std::string(given), .allowed_domains = {}});
    construct({.base_url = base, .allowed_domains = {std::string(given)}});
    return 0;
}
