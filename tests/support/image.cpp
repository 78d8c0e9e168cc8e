// SPDX-License-Identifier: MIT
#include "tests/support/image.hpp"

namespace qrgen::test {

Image to_image(const qr::Image& pixels) {
    Image image(pixels.width, pixels.height, qr::black);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const std::uint8_t* p = pixels.rgba.data() + 4 * i;
        image.pixels[i] = {p[0], p[1], p[2], p[3]};
    }
    return image;
}

std::vector<std::uint8_t> to_grey(const Image& image) {
    std::vector<std::uint8_t> shades;
    shades.reserve(image.pixels.size());
    for (const qr::Colour& pixel : image.pixels) {
        const qr::Colour c = blend(pixel, qr::white);
        shades.push_back(static_cast<std::uint8_t>((299 * c.red + 587 * c.green + 114 * c.blue) / 1000));
    }
    return shades;
}

}  // namespace qrgen::test
