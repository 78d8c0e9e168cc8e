// SPDX-License-Identifier: MIT
#include "tests/support/image.hpp"

namespace qrgen::test {

std::vector<std::uint8_t> to_grey(const Image& image) {
    std::vector<std::uint8_t> shades;
    shades.reserve(image.pixels.size());
    for (const qr::Colour& c : image.pixels) {
        shades.push_back(static_cast<std::uint8_t>((299 * c.red + 587 * c.green + 114 * c.blue) / 1000));
    }
    return shades;
}

}  // namespace qrgen::test
