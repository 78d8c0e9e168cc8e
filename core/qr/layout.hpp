// SPDX-License-Identifier: MIT
//
// Where modules lie in a picture made of pixels: how many pixels a module gets, and how wide the light frame
// around the symbol is.
#pragma once

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

using PictureSize = std::variant<PixelWidth, ModuleScale>;

/// One unit of the HTTP API's `size` in pixels.
inline constexpr int pixels_per_size_unit = 25;

/// The widest raster picture, in pixels: a bound on memory, not on paper (that is 42 cm at 600 dpi).
inline constexpr int max_picture_width = 10000;

/// All in pixels, the same in both directions. before + symbol size × module + after = width.
struct Layout {
    int module;  // at least 1
    int before;  // left and top of the symbol
    int after;   // right and bottom of it; at most 1 more than `before`
    int width;
};

/// Whole pixels per module, so that no module is wider than another; what is left over goes evenly into the
/// quiet zone. `border` is the least width of the quiet zone in modules. Throws Error(invalid), field
/// "size", if even one pixel per module is too wide, or the picture is wider than max_picture_width; the
/// message names the width that is needed.
Layout lay_out(int symbol_size, int border, const PictureSize& size);

}  // namespace qrgen::qr
