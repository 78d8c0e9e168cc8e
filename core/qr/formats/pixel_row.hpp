// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "core/qr/picture/layout.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// Inverts, in a row of one-bit pixels as PNG and PBM have them (the leftmost pixel is the highest bit of the
/// first byte), those that the dark modules of the symbol's row `y` cover.
void flip_dark_pixels(std::uint8_t* row, const Symbol& symbol, int y, const Layout& layout);

}  // namespace qrgen::qr
