// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

struct WebpFile {
    bool is_lossless;
    bool has_alpha;
    Image image;  // with its alpha
};

/// By libwebp; throws std::runtime_error if it cannot read the file.
WebpFile read_webp(std::string_view file);

}  // namespace qrgen::test
