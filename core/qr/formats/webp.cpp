// SPDX-License-Identifier: MIT
#include "core/qr/formats/webp.hpp"

#include <memory>

#include <webp/encode.h>

#include "core/base/error.hpp"
#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/raster.hpp"

namespace qrgen::qr {
namespace {

// Measured on pictures of 250 and 1000 pixels: less than method 1 makes wide ones eight times as large, more
// makes them at most a fifth smaller and takes up to twice the time.
constexpr int lossless_method = 1;
constexpr float lossless_effort = 20;

struct PictureFree {
    void operator()(WebPPicture* picture) const noexcept { WebPPictureFree(picture); }
};

struct WriterClear {
    void operator()(WebPMemoryWriter* writer) const noexcept { WebPMemoryWriterClear(writer); }
};

void check(int ok) {
    if (ok == 0) throw Error(ErrorKind::failure, "libwebp could not make the picture");
}

WebPConfig configuration(const std::optional<int>& quality) {
    WebPConfig config;
    check(WebPConfigInit(&config));
    if (quality) {
        config.quality = static_cast<float>(*quality);
        return config;
    }
    config.lossless = 1;
    config.method = lossless_method;
    config.quality = lossless_effort;
    config.image_hint = WEBP_HINT_GRAPH;
    return config;
}

void import_pixels(WebPPicture& webp, const Image& image) {
    webp.use_argb = 1;
    webp.width = image.width;
    webp.height = image.height;
    const auto import = has_alpha(image) ? WebPPictureImportRGBA : WebPPictureImportRGBX;
    check(import(&webp, image.rgba.data(), 4 * image.width));
}

}  // namespace

std::string render_webp(const Symbol& symbol, const Picture& picture) {
    const WebPConfig config = configuration(picture.quality);
    WebPPicture webp;
    check(WebPPictureInit(&webp));
    const std::unique_ptr<WebPPicture, PictureFree> free_at_end(&webp);
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    const std::unique_ptr<WebPMemoryWriter, WriterClear> clear_at_end(&writer);
    // The image lives no longer than this: libwebp has a copy, and large pictures need the memory.
    import_pixels(webp, draw_pixels(symbol, picture));
    webp.writer = WebPMemoryWrite;
    webp.custom_ptr = &writer;
    check(WebPEncode(&config, &webp));
    return {reinterpret_cast<const char*>(writer.mem), writer.size};
}

}  // namespace qrgen::qr
