// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// A baseline JPEG file (ISO/IEC 10918-1) in JFIF, 4:4:4, or greyscale if all its colours are; the
/// resolution in its header if the picture has one. Quality 90 unless the picture says otherwise. Throws
/// like draw_pixels().
std::string render_jpeg(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
