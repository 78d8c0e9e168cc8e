// SPDX-License-Identifier: MIT
#include "core/codes/short_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/text.hpp"

namespace qrgen::codes {
namespace {

constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
constexpr std::size_t made_length = 8;
constexpr std::size_t min_length = 3;
constexpr std::size_t max_length = 64;

// Ends a path or a part of it, or is no character that a URL can hold unencoded and that people can tell
// apart.
constexpr std::string_view never_served = "/\\?#%";

bool is_allowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

std::string make_short_id(const RandomSource& random) {
    // 256 is no multiple of 31: bytes beyond the last whole multiple would favour the first letters.
    constexpr std::size_t usable = 256 - 256 % alphabet.size();
    std::string id;
    std::array<std::uint8_t, 2 * made_length> bytes{};
    while (id.size() < made_length) {
        random(bytes);
        for (const std::uint8_t byte : bytes) {
            if (byte < usable && id.size() < made_length) id += alphabet[byte % alphabet.size()];
        }
    }
    return id;
}

std::optional<std::string> short_id_fault(std::string_view short_id) {
    if (short_id.size() < min_length || short_id.size() > max_length) {
        return "must have 3 to 64 characters";
    }
    if (!std::all_of(short_id.begin(), short_id.end(), is_allowed)) {
        return "may hold only lower-case letters a-z, digits, - and _";
    }
    if (is_uuid(short_id)) return "must not have the form of a UUID";
    return std::nullopt;
}

std::optional<std::string> served_short_id_fault(std::string_view short_id) {
    if (short_id.empty()) return "must not be empty";
    if (short_id.size() > max_served_short_id) {
        return "must have at most " + std::to_string(max_served_short_id) + " bytes, but has " +
               std::to_string(short_id.size());
    }
    if (std::all_of(short_id.begin(), short_id.end(), is_allowed)) return std::nullopt;
    if (find_invalid_utf8(short_id)) return "is not UTF-8 text";
    if (short_id == "." || short_id == "..") return "has a meaning of its own in a URL";
    if (std::any_of(short_id.begin(), short_id.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "must be in lower case";
    if (short_id.find(' ') != std::string_view::npos || printable(short_id) != short_id)
        return "must not hold white space or control characters";
    if (short_id.find_first_of(never_served) != std::string_view::npos)
        return "must not hold any of / \\ ? # %";
    return std::nullopt;
}

std::string short_id_in_url(std::string_view short_id) {
    constexpr auto digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : short_id) {
        const bool is_unreserved = is_allowed(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '~';
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved) {
            text += c;
        } else {
            text += '%';
            text += digits[byte >> 4];
            text += digits[byte & 0xF];
        }
    }
    return text;
}

}  // namespace qrgen::codes
