// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// By librsvg, scaled to `width` pixels; over a background of grey, which shows where nothing is painted.
/// Throws std::runtime_error with its complaint if the file is no well-formed SVG.
Image rasterise_svg(std::string_view svg, int width);

/// As wide as the file says, by `width` and `height`.
Image rasterise_svg(std::string_view svg);

}  // namespace qrgen::test
