// SPDX-License-Identifier: MIT
#include "core/qr/images/webp_reader.hpp"

#include <string>

#include <webp/decode.h>

#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

void check(VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OK: return;
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED: refuse_picture("the WebP file is truncated");
        case VP8_STATUS_OUT_OF_MEMORY: refuse_picture("there is not enough memory for the WebP file");
        default: refuse_picture("the WebP file is broken");
    }
}

}  // namespace

Image read_webp(std::string_view bytes, const ImageLimits& limits) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) refuse_picture("libwebp is not of the version expected");
    check(WebPGetFeatures(data, bytes.size(), &config.input));
    if (config.input.has_animation != 0) refuse_picture("the WebP file is an animation");
    Image image = make_image(config.input.width, config.input.height, limits);
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {.rgba = image.rgba.data(), .stride = 4 * image.width, .size = image.rgba.size()};
    check(WebPDecode(data, bytes.size(), &config));
    return image;
}

}  // namespace qrgen::qr
