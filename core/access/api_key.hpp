// SPDX-License-Identifier: MIT
//
// Credentials of the HTTP API. A key reads "qrk_ID_SECRET": the id (8 characters of those of short ids) finds
// the row, the secret (256 random bits, base64url) proves it. Only the SHA-256 of the secret is stored.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"

namespace qrgen::access {

/// What a caller may do; each includes those before it.
enum class Scope { read, write, admin };

std::string_view to_string(Scope scope) noexcept;  // "read", "write", "admin"
std::optional<Scope> parse_scope(std::string_view text) noexcept;

struct ApiKey {
    std::string id;
    std::string name;  // for people: whose it is, where it is used
    Scope scope = Scope::read;
    std::string secret_hash;  // SHA-256, hexadecimal
    Timestamp created_at{};
    std::optional<Timestamp> last_used_at;  // down to the minute
    std::optional<Timestamp> revoked_at;
};

constexpr std::size_t key_id_length = 8;
constexpr std::size_t key_secret_length = 43;  // 256 bits, 6 a character

struct KeyText {
    std::string id;
    std::string secret;
};

/// Whether `text` has the form of an id: 8 lower-case letters and digits.
bool is_key_id(std::string_view text) noexcept;

/// The two parts of a key as a caller sent it; nullopt if it does not have that form.
std::optional<KeyText> parse_key(std::string_view text);

/// What parse_key() reads.
std::string to_text(const KeyText& key);

/// Whether the secret is that of the key, in a time that does not depend on how much of it is right.
bool is_secret_of(const ApiKey& key, std::string_view secret);

}  // namespace qrgen::access
