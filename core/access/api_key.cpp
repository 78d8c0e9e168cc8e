// SPDX-License-Identifier: MIT
#include "core/access/api_key.hpp"

#include <algorithm>
#include <array>

#include "core/base/hash.hpp"

namespace qrgen::access {
namespace {

constexpr std::string_view prefix = "qrk_";
constexpr std::array<std::string_view, 3> scope_names{"read", "write", "admin"};

bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_base64url(char c) {
    return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

}  // namespace

std::string_view to_string(Scope scope) noexcept {
    return scope_names[static_cast<std::size_t>(scope)];
}

std::optional<Scope> parse_scope(std::string_view text) noexcept {
    const auto found = std::find(scope_names.begin(), scope_names.end(), text);
    if (found == scope_names.end()) return std::nullopt;
    return static_cast<Scope>(found - scope_names.begin());
}

bool is_key_id(std::string_view text) noexcept {
    return text.size() == key_id_length && std::all_of(text.begin(), text.end(), is_lower_or_digit);
}

std::optional<KeyText> parse_key(std::string_view text) {
    constexpr std::size_t secret_start = prefix.size() + key_id_length + 1;
    if (text.size() != secret_start + key_secret_length || !text.starts_with(prefix)) return std::nullopt;
    const std::string_view id = text.substr(prefix.size(), key_id_length);
    const std::string_view secret = text.substr(secret_start);
    if (!is_key_id(id) || text[secret_start - 1] != '_') return std::nullopt;
    if (!std::all_of(secret.begin(), secret.end(), is_base64url)) return std::nullopt;
    return KeyText{std::string(id), std::string(secret)};
}

std::string to_text(const KeyText& key) {
    return std::string(prefix) + key.id + "_" + key.secret;
}

bool is_secret_of(const ApiKey& key, std::string_view secret) {
    return equals_in_constant_time(sha256_hex(secret), key.secret_hash);
}

}  // namespace qrgen::access
