// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// What the format txt writes, as a terminal with black letters on white shows it: half blocks, "##" or
/// coloured spaces. A module becomes `scale` × `scale` pixels. Throws what read_image() throws, with the
/// number of the line: at anything else than these, lines of unequal length, or colours that are still set at
/// a line's end.
Image read_txt(std::string_view text, int scale, const ImageLimits& limits);

/// Whether the first line is one of such text.
bool looks_like_txt(std::string_view text) noexcept;

}  // namespace qrgen::qr
