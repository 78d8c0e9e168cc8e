// SPDX-License-Identifier: MIT
//
// The ways to say how large a picture is.
#pragma once

#include <string_view>
#include <variant>

namespace qrgen::qr {

/// The picture is exactly this many pixels wide and high, quiet zone included.
struct PixelWidth {
    int pixels;
};

/// Each module is exactly this many pixels wide; the picture is as wide as that makes it.
struct ModuleScale {
    int pixels;
};

enum class LengthUnit { millimetre, centimetre, inch };

/// The picture is this wide in print, quiet zone included. Pixels follow from the resolution.
struct PhysicalWidth {
    double value;
    LengthUnit unit;
};

using PictureSize = std::variant<PixelWidth, ModuleScale, PhysicalWidth>;

inline constexpr double millimetres_per_inch = 25.4;

/// "mm", "cm", "in".
std::string_view to_string(LengthUnit unit) noexcept;
double millimetres(const PhysicalWidth& width) noexcept;

/// Pixels per inch where a physical width is asked for without a resolution.
inline constexpr int default_dpi = 300;

/// Pixels per inch of a vector picture whose size is told in pixels (CSS 2.1, section 4.3.2).
inline constexpr int css_dpi = 96;

/// One unit of the HTTP API's `size` in pixels.
inline constexpr int pixels_per_size_unit = 25;

/// The widest raster picture, in pixels: a bound on memory, not on paper (that is 42 cm at 600 dpi).
inline constexpr int max_picture_width = 10000;

}  // namespace qrgen::qr
