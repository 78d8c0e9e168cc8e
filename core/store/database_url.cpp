// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {
namespace {

constexpr std::string_view hidden = "***";

[[noreturn]] void reject(const std::string& message) {
    throw Error({{"database_url", message}}, "use sqlite:///path/to/file or postgresql://user@host/database");
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<int> hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

// nullopt if a % is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hex_value(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_value(text[i + 2]) : std::nullopt;
        if (!low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return decoded;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

DatabaseUrl parse_sqlite(std::string_view rest) {
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        if (!rest.starts_with('/'))
            reject("an SQLite URL has three slashes before an absolute path, or none at all");
    }
    if (rest.empty() || rest.ends_with('/')) reject("the SQLite URL names no file");
    if (rest == ":memory:") reject("a database in memory would be gone when the command ends");
    return {Backend::sqlite, std::string(rest)};
}

DatabaseUrl parse_postgresql(std::string_view rest) {
    if (!rest.starts_with("//")) reject("a PostgreSQL URL has two slashes behind the scheme");
    if (has_control_character(rest)) reject("the PostgreSQL URL has a control character");
    const auto decoded = percent_decode(rest);
    if (!decoded)
        reject("in the PostgreSQL URL a % is not followed by two hexadecimal digits (write %25 for %)");
    if (has_control_character(*decoded)) reject("the PostgreSQL URL has a control character");
    return {Backend::postgresql, "postgresql:" + std::string(rest)};
}

// Hides what stands between the first colon and the last @ of `text`, which is a URL behind its scheme. A
// password that was not percent-encoded may hold any other separator, so those do not end the search; hiding
// too much is better than too little.
std::string hide_user_info(std::string_view text) {
    if (text.starts_with('/')) return std::string(text);
    const std::size_t at = text.rfind('@');
    const std::size_t colon = text.find(':');
    if (at == std::string_view::npos || colon >= at) return std::string(text);
    return std::string(text.substr(0, colon + 1)).append(hidden).append(text.substr(at));
}

bool names_password(std::string_view key) {
    const auto decoded = percent_decode(key);
    return to_lower_ascii(decoded ? *decoded : std::string(key)).find("passw") != std::string::npos;
}

std::string hide_parameters(const std::string& text) {
    std::string result;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find_first_of("?&", start), text.size());
        const std::string_view piece = std::string_view(text).substr(start, end - start);
        const std::size_t equals = piece.find('=');
        if (start > 0 && equals != std::string_view::npos && names_password(piece.substr(0, equals))) {
            result.append(piece.substr(0, equals + 1)).append(hidden);
        } else {
            result.append(piece);
        }
        if (end < text.size()) result += text[end];
        start = end + 1;
    }
    return result;
}

}  // namespace

DatabaseUrl DatabaseUrl::parse(const std::string& url) {
    if (url.find('\0') != std::string::npos) reject("the URL has a NUL byte");
    const std::size_t colon = url.find(':');
    if (colon == std::string::npos) reject("the database is not given as a URL");
    const std::string_view rest = std::string_view(url).substr(colon + 1);
    std::string scheme = to_lower_ascii(std::string_view(url).substr(0, colon));
    scheme.resize(std::min(scheme.find('+'), scheme.size()));
    if (scheme == "sqlite") return parse_sqlite(rest);
    if (scheme == "postgresql" || scheme == "postgres") return parse_postgresql(rest);
    reject("the scheme of the URL is neither sqlite nor postgresql");
}

std::string hide_password(const std::string& url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos)
        return url.find_first_of("@=") == std::string::npos ? url : std::string(hidden);
    return hide_parameters(url.substr(0, scheme + 3) +
                           hide_user_info(std::string_view(url).substr(scheme + 3)));
}

}  // namespace qrgen::store
