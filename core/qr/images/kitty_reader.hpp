// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// The PNG file that the escape sequences of the kitty graphics protocol carry, as the format kitty writes
/// them: sent within the sequences, in base64, in one piece or several. Throws what read_image() throws.
Image read_kitty(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
