// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// Portable bitmaps, binary (P4) and plain (P1); the first picture of a file. Throws what read_image()
/// throws.
Image read_pbm(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
