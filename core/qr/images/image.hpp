// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace qrgen::qr {

/// Pixels in memory: four bytes each (red, green, blue, alpha; sRGB, alpha not multiplied in), row by row from
/// the top, without padding.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba = {};

    const std::uint8_t* pixel(int x, int y) const {
        return rgba.data() + 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x));
    }
    std::uint8_t* pixel(int x, int y) { return const_cast<std::uint8_t*>(std::as_const(*this).pixel(x, y)); }
};

}  // namespace qrgen::qr
