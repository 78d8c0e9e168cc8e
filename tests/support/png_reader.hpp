// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

struct PngFile {
    int bit_depth;
    int colour_type;  // ISO/IEC 15948, 11.2.2: 0 is greyscale, 3 a palette
    Image image;
};

/// By libpng; throws std::runtime_error with its complaint, warnings included.
PngFile read_png(std::string_view file);

}  // namespace qrgen::test
