// SPDX-License-Identifier: MIT
//
// What all readers of pictures say when they refuse one.
#pragma once

#include <cstdint>
#include <string>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// Throws Error(invalid) with the field "picture".
[[noreturn]] void refuse_picture(std::string message, std::string hint = {});

/// Throws as above if a picture of so many pixels has none, or more than the limits allow.
void check_size(std::int64_t width, std::int64_t height, const ImageLimits& limits);

/// A transparent picture of that size, checked before memory is taken.
Image make_image(std::int64_t width, std::int64_t height, const ImageLimits& limits);

}  // namespace qrgen::qr
