// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// A PNG file (ISO/IEC 15948). Plain pictures have one bit per pixel: greyscale for black on white, a palette
/// of two colours otherwise; all others are what draw_pixels() draws, with a palette if they have at most 256
/// colours. Says how large it is in print if the picture does. Throws like draw_pixels().
std::string render_png(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
