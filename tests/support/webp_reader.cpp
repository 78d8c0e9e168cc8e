// SPDX-License-Identifier: MIT
#include "tests/support/webp_reader.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include <webp/decode.h>

namespace qrgen::test {
namespace {

struct Free {
    void operator()(std::uint8_t* bytes) const { WebPFree(bytes); }
};

}  // namespace

WebpFile read_webp(std::string_view file) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
    WebPBitstreamFeatures features;
    int width = 0;
    int height = 0;
    const std::unique_ptr<std::uint8_t, Free> rgba(WebPDecodeRGBA(bytes, file.size(), &width, &height));
    if (!rgba || WebPGetFeatures(bytes, file.size(), &features) != VP8_STATUS_OK) {
        throw std::runtime_error("libwebp cannot read the file");
    }
    Image image(width, height, qr::black);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const std::uint8_t* pixel = rgba.get() + 4 * i;
        image.pixels[i] = {pixel[0], pixel[1], pixel[2], pixel[3]};
    }
    constexpr int lossless = 2;
    return {.is_lossless = features.format == lossless,
            .has_alpha = features.has_alpha != 0,
            .image = std::move(image)};
}

}  // namespace qrgen::test
