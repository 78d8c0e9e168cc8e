// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// One picture in DEC sixel graphics, by libsixel. Pixels that it does not paint are transparent. Throws what
/// read_image() throws.
Image read_sixel(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
