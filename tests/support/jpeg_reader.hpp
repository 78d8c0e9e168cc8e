// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

struct JpegFile {
    int components;    // 1 for greyscale
    bool full_chroma;  // no chroma subsampling
    int density;       // pixels per inch of the JFIF header, 0 if it has none
    Image image;
};

/// By libjpeg; throws std::runtime_error with its complaint, warnings included.
JpegFile read_jpeg(std::string_view file);

}  // namespace qrgen::test
