// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// By libwebp, lossy and lossless; animations are refused. Throws what read_image() throws.
Image read_webp(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
