// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// By libpng: all colour types and depths, interlaced or not. Text, profiles and other chunks that are not
/// needed for the pixels are passed over unread. Throws what read_image() throws.
Image read_png(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
