// SPDX-License-Identifier: MIT
//
// A picture drawn into pixels, for all pixel formats (plain PNG has a faster way of its own).
#pragma once

#include "core/qr/images/image.hpp"
#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// Laid out by lay_out(); edges that do not lie between pixels are smoothed, those of square modules always
/// do. Not painted pixels are transparent. Same input, same pixels. Throws what lay_out() and compose()
/// throw.
Image draw_pixels(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
