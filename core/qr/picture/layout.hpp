// SPDX-License-Identifier: MIT
//
// Where modules lie in a picture: how many pixels a module gets, and how much is around the symbol.
#pragma once

#include <optional>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// How much of the picture is around the symbol, in modules: quiet zone, frame and caption.
struct Margins {
    double left;
    double top;
    double right;
    double bottom;
};

/// In pixels. The symbol's upper left corner is at (left, top).
struct Layout {
    int module;  // pixels per module, at least 1, the same in both directions
    int left;
    int top;
    int width;  // of the picture
    int height;
};

/// Whole pixels per module, so that no module is wider than another; what is left over of a width that was
/// asked for goes evenly into the quiet zone, in both directions alike; margins that are no whole pixels are
/// rounded up. A physical width becomes width / 25.4 mm × dpi pixels, rounded. Throws Error(invalid), field
/// "size", if even one pixel per module is too wide, or a side is longer than max_picture_width; the message
/// names the width that is needed.
Layout lay_out(int symbol_size, const Margins& margins, const PictureSize& size, int dpi = default_dpi);

/// With the picture's own margins and resolution.
Layout lay_out(const Symbol& symbol, const Picture& picture);

/// Pixels per inch, for the header of a pixel file: the picture's resolution, default_dpi if it has a
/// physical width without one, nullopt if it has neither.
std::optional<int> resolution(const Picture& picture) noexcept;

/// Width and height of the picture and of its modules in print. Vector pictures have the width that was asked
/// for exactly (pixels count as CSS pixels unless the picture has a resolution); `pixel` pictures the one of
/// their whole pixels.
struct PrintSize {
    double width;  // millimetres, as the next
    double height;
    double module;
};
PrintSize vector_print_size(const Symbol& symbol, const Picture& picture);

/// nullopt if the picture has no resolution().
std::optional<PrintSize> pixel_print_size(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
