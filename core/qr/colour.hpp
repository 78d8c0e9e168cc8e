// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qrgen::qr {

/// An opaque sRGB colour.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    bool operator==(const Colour&) const = default;
};

inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{255, 255, 255};

/// "#RRGGBB", either case; nullopt for anything else.
std::optional<Colour> parse_colour(std::string_view text) noexcept;

/// "#RRGGBB" with capital digits.
std::string to_string(Colour colour);

}  // namespace qrgen::qr
