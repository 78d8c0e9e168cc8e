// SPDX-License-Identifier: MIT
#include "core/scans/request_facts.hpp"

#include <algorithm>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "core/base/text.hpp"

namespace qrgen::scans {
namespace {

constexpr std::size_t max_host = 253;  // RFC 1035
constexpr std::size_t max_label = 63;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The part before the first `mark`, which is taken off `rest` together with it.
std::string_view take_until(std::string_view& rest, char mark) {
    const auto end = rest.find(mark);
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return part;
}

// ---- Referrers ----

/// Host and port of an address that begins with one of the schemes; empty if it does not.
std::string_view host_and_port(std::string_view address) {
    for (const std::string_view scheme : {"http://", "https://", "android-app://"}) {
        if (!equals_ignoring_case(address.substr(0, scheme.size()), scheme)) continue;
        address.remove_prefix(scheme.size());
        // Browsers read a backslash as a slash.
        const auto authority = address.substr(0, address.find_first_of("/?#\\"));
        const auto user = authority.rfind('@');
        return user == std::string_view::npos ? authority : authority.substr(user + 1);
    }
    return {};
}

bool is_port(std::string_view text) {
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), is_digit);
}

std::string bracketed_host(std::string_view text) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return {};
    const auto rest = text.substr(end + 1);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return {};
    const std::string address = to_lower_ascii(text.substr(1, end - 1));
    in6_addr parsed{};
    if (address.find('\0') != std::string::npos || inet_pton(AF_INET6, address.c_str(), &parsed) != 1)
        return {};
    return '[' + address + ']';
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= max_label && std::all_of(label.begin(), label.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '_';
    });
}

bool is_host(std::string_view text) {
    if (text.empty() || text.size() > max_host || text.back() == '.') return false;
    while (!text.empty()) {
        if (!is_label(take_until(text, '.'))) return false;
    }
    return true;
}

std::string named_host(std::string_view text) {
    std::string_view port = text;
    std::string_view name = take_until(port, ':');
    if (!is_port(port)) return {};
    if (name.ends_with('.')) name.remove_suffix(1);
    if (!is_host(name)) return {};
    std::string host = to_lower_ascii(name);
    constexpr std::string_view www = "www.";
    if (host.starts_with(www) && host.find('.', www.size()) != std::string::npos) host.erase(0, www.size());
    while (host.size() > max_referrer_host) host.erase(0, host.find('.') + 1);
    return host;
}

// ---- Languages ----

/// In thousandths: "1", "0.8", "0.805"; nullopt if it is no weight.
std::optional<int> weight_of(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    int weight = (text[0] - '0') * 1000;
    if (text.size() == 1) return weight;
    if (text[1] != '.' || text.size() > 5) return std::nullopt;
    int unit = 100;
    for (const char c : text.substr(2)) {
        if (!is_digit(c)) return std::nullopt;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

/// Subtags of 1 to 8 letters and digits, the first of 2 to 8 letters, and none of one character at the end.
bool is_tag(std::string_view text) {
    if (text.size() > max_language || text.ends_with('-')) return false;
    bool is_first = true;
    std::string_view part;
    while (!text.empty()) {
        part = take_until(text, '-');
        if (part.empty() || part.size() > 8) return false;
        if (is_first && (part.size() < 2 || !std::all_of(part.begin(), part.end(), is_letter))) return false;
        if (!std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c); }))
            return false;
        is_first = false;
    }
    return part.size() > 1;
}

char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Lower case but for regions (two letters) and scripts (four) that stand neither first nor behind a single
/// character.
std::string in_usual_case(std::string_view tag) {
    std::string text = to_lower_ascii(tag);
    bool is_plain = false;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('-', start), text.size());
        const std::size_t length = end - start;
        if (is_plain && length == 2) text[start + 1] = to_upper(text[start + 1]);
        if (is_plain && (length == 2 || length == 4)) text[start] = to_upper(text[start]);
        is_plain = length != 1 && (start == 0 || is_plain);
        start = end + 1;
    }
    return text;
}

struct Range {
    std::string_view tag;
    int weight;
};

std::optional<Range> parse_range(std::string_view text) {
    Range range{trim(take_until(text, ';')), 1000};
    if (!is_tag(range.tag)) return std::nullopt;
    text = trim(text);
    if (text.empty()) return range;
    if (!equals_ignoring_case(text.substr(0, 2), "q=")) return std::nullopt;
    const auto weight = weight_of(text.substr(2));
    if (!weight) return std::nullopt;
    range.weight = *weight;
    return range;
}

}  // namespace

std::string referrer_host(std::string_view referrer) {
    const std::string_view host = host_and_port(trim(referrer));
    return host.starts_with('[') ? bracketed_host(host) : named_host(host);
}

std::string language_of(std::string_view accept_language) {
    Range best{{}, 0};
    while (!accept_language.empty()) {
        const auto range = parse_range(take_until(accept_language, ','));
        if (range && range->weight > best.weight) best = *range;
    }
    return in_usual_case(best.tag);
}

}  // namespace qrgen::scans
