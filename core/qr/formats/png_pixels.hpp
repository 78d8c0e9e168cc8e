// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/qr/images/image.hpp"

namespace qrgen::qr {

/// A PNG file of any pixels, in the smallest kind that holds them: a palette for up to 256 colours, RGB, or
/// RGBA.
std::string write_png(const Image& image, std::optional<int> dpi);

}  // namespace qrgen::qr
