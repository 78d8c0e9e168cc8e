// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// By libjpeg-turbo: baseline and progressive; grey, YCbCr, RGB, and CMYK as Adobe's programs write it. The
/// rotation that a camera notes (Exif) is not applied. Throws what read_image() throws, also at data that the
/// library could guess its way through.
Image read_jpeg(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
