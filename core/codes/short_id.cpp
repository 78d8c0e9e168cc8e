// SPDX-License-Identifier: MIT
#include "core/codes/short_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace qrgen::codes {
namespace {

constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
constexpr std::size_t made_length = 8;
constexpr std::size_t min_length = 3;
constexpr std::size_t max_length = 64;

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

}  // namespace qrgen::codes
