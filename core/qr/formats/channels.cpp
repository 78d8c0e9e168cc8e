// SPDX-License-Identifier: MIT
#include "core/qr/formats/channels.hpp"

namespace qrgen::qr {

void flatten(Image& image, Colour ground) {
    for (std::size_t i = 0; i + 4 <= image.rgba.size(); i += 4) {
        std::uint8_t* pixel = image.rgba.data() + i;
        if (pixel[3] == 255) continue;
        const Colour seen = blend({pixel[0], pixel[1], pixel[2], pixel[3]}, ground);
        pixel[0] = seen.red;
        pixel[1] = seen.green;
        pixel[2] = seen.blue;
        pixel[3] = 255;
    }
}

bool has_alpha(const Image& image) noexcept {
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) {
        if (image.rgba[i] != 255) return true;
    }
    return false;
}

std::vector<std::uint8_t> channels(const Image& image, std::size_t first, std::size_t count) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(image.rgba.size() / 4 * count);
    for (std::size_t i = first; i < image.rgba.size(); i += 4) {
        for (std::size_t k = 0; k < count; ++k) bytes.push_back(image.rgba[i + k]);
    }
    return bytes;
}

}  // namespace qrgen::qr
