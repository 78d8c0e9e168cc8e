// SPDX-License-Identifier: MIT
#include "tests/support/sixel_reader.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>

#include <sixel.h>

namespace qrgen::test {
namespace {

struct Free {
    void operator()(unsigned char* bytes) const { std::free(bytes); }
};
using Bytes = std::unique_ptr<unsigned char, Free>;

}  // namespace

Image read_sixel(std::string_view text) {
    constexpr std::string_view end = "\x1B\\";
    if (text.find(end) != text.size() - end.size() - 1 || !text.ends_with('\n')) {
        throw std::runtime_error("not one sixel picture and a line feed");
    }
    std::vector<unsigned char> input(text.begin(), text.end() - 1);
    unsigned char* pixels = nullptr;
    unsigned char* palette = nullptr;
    int width = 0;
    int height = 0;
    int colours = 0;
    const SIXELSTATUS status = sixel_decode_raw(input.data(), static_cast<int>(input.size()), &pixels, &width,
                                                &height, &palette, &colours, nullptr);
    const Bytes own_pixels(pixels);
    const Bytes own_palette(palette);
    if (SIXEL_FAILED(status)) throw std::runtime_error("libsixel cannot read the picture");
    Image image(width, height, qr::black);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const unsigned char* rgb = palette + 3 * pixels[i];
        image.pixels[i] = {rgb[0], rgb[1], rgb[2]};
    }
    return image;
}

}  // namespace qrgen::test
