// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qrgen::qr {

/// An sRGB colour.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;  // 0: nothing is painted

    bool operator==(const Colour&) const = default;
};

inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{255, 255, 255};
inline constexpr Colour transparent{255, 255, 255, 0};

constexpr bool is_opaque(Colour colour) noexcept {
    return colour.alpha == 255;
}

/// "#RRGGBB", "#RRGGBBAA" or "transparent", either case; nullopt for anything else.
std::optional<Colour> parse_colour(std::string_view text) noexcept;

/// "#RRGGBB" with capital digits, "#RRGGBBAA" if the colour is not opaque.
std::string to_string(Colour colour);

/// What one sees where `above` is painted on `below`.
Colour blend(Colour above, Colour below) noexcept;

/// The brightness that decoders work with, 0 to 1: (0.299 R + 0.587 G + 0.114 B) / 255 (ITU-R BT.601), of the
/// opaque colour.
double luma(Colour colour) noexcept;

}  // namespace qrgen::qr
