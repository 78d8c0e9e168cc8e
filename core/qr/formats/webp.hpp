// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// A WebP file (RFC 9649): lossless, unless the picture has a quality; with alpha if needed. Throws like
/// draw_pixels().
std::string render_webp(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
