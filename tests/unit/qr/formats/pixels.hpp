// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/qr/images/image.hpp"
#include "core/qr/picture/colour.hpp"

namespace qrgen::qr {

inline Colour colour_at(const Image& image, int x, int y) {
    const std::uint8_t* pixel = image.pixel(x, y);
    return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

/// `colour`: of the pixel at x and y.
template <typename ColourAt>
Image image_of(int width, int height, const ColourAt& colour) {
    Image image{.width = width, .height = height, .rgba = {}};
    image.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Colour c = colour(x, y);
            std::uint8_t* pixel = image.pixel(x, y);
            pixel[0] = c.red;
            pixel[1] = c.green;
            pixel[2] = c.blue;
            pixel[3] = c.alpha;
        }
    }
    return image;
}

inline Image plain_image(int width, int height, Colour colour) {
    return image_of(width, height, [&](int, int) { return colour; });
}

}  // namespace qrgen::qr
