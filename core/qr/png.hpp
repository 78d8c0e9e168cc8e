// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture.hpp"
#include "core/qr/symbol.hpp"

namespace qrgen::qr {

/// A PNG file (ISO/IEC 15948) with one bit per pixel: greyscale for black on white, a palette of two colours
/// otherwise. Throws like lay_out().
std::string render_png(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
