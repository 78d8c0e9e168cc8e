// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/qr/images/image.hpp"
#include "core/qr/picture/colour.hpp"

namespace qrgen::test {

/// Pixels row by row.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<qr::Colour> pixels;

    Image() = default;
    Image(int w, int h, qr::Colour fill)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

    qr::Colour& at(int x, int y) { return pixels[index(x, y)]; }
    const qr::Colour& at(int x, int y) const { return pixels[index(x, y)]; }

  private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

Image to_image(const qr::Image& pixels);

/// One byte a pixel, 0 for black; what is transparent lies on white.
std::vector<std::uint8_t> to_grey(const Image& image);

}  // namespace qrgen::test
