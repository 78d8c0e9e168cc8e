// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace qrgen::qr {

/// How large a picture may be that is read. Checked from the header, before any memory is taken for pixels.
struct ImageLimits {
    int max_side = 20000;                  // pixels
    std::int64_t max_pixels = 50'000'000;  // 200 MB of memory
    int vector_width = 1000;               // what SVG, PDF and EPS are drawn at, in pixels
    int drawing_seconds = 10;              // processor time that drawing one of them may take
};

}  // namespace qrgen::qr
