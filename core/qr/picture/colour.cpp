// SPDX-License-Identifier: MIT
#include "core/qr/picture/colour.hpp"

#include <algorithm>
#include <array>

namespace qrgen::qr {
namespace {

std::optional<int> hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

bool is_word(std::string_view text, std::string_view lower) noexcept {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) noexcept {
    if (is_word(text, "transparent")) return transparent;
    if ((text.size() != 7 && text.size() != 9) || text.front() != '#') return std::nullopt;
    std::array<std::uint8_t, 4> channels{0, 0, 0, 255};
    for (std::size_t i = 0; 2 + 2 * i < text.size(); ++i) {
        const auto high = hex_digit(text[1 + 2 * i]);
        const auto low = hex_digit(text[2 + 2 * i]);
        if (!high || !low) return std::nullopt;
        channels[i] = static_cast<std::uint8_t>(*high * 16 + *low);
    }
    return Colour{channels[0], channels[1], channels[2], channels[3]};
}

std::string to_string(Colour colour) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "#";
    const auto append = [&](unsigned channel) {
        text += digits[channel >> 4];
        text += digits[channel & 0x0F];
    };
    for (const unsigned channel : {colour.red, colour.green, colour.blue}) append(channel);
    if (!is_opaque(colour)) append(colour.alpha);
    return text;
}

Colour blend(Colour above, Colour below) noexcept {
    if (above.alpha == 255 || below.alpha == 0) return above.alpha == 0 ? below : above;
    // Porter and Duff's "over"; the weights are 255 times the parts of the result's alpha that are of either.
    const unsigned above_weight = 255U * above.alpha;
    const unsigned below_weight = (255U - above.alpha) * below.alpha;
    const unsigned weight = above_weight + below_weight;
    const auto mix = [&](unsigned a, unsigned b) {
        return static_cast<std::uint8_t>((a * above_weight + b * below_weight + weight / 2) / weight);
    };
    return {mix(above.red, below.red), mix(above.green, below.green), mix(above.blue, below.blue),
            static_cast<std::uint8_t>((weight + 127) / 255)};
}

double luma(Colour colour) noexcept {
    return (0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue) / 255;
}

}  // namespace qrgen::qr
