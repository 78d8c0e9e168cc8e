// SPDX-License-Identifier: MIT
#include "tests/support/png_reader.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include <png.h>

namespace qrgen::test {
namespace {

struct ImageFree {
    void operator()(png_image* image) const { png_image_free(image); }
};

}  // namespace

PngFile read_png(std::string_view file) {
    png_image reader{};
    reader.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, ImageFree> free_at_end(&reader);
    const auto check = [&](int ok) {
        if (ok == 0 || PNG_IMAGE_FAILED(reader))
            throw std::runtime_error(std::string("libpng: ") + reader.message);
    };
    check(png_image_begin_read_from_memory(&reader, file.data(), file.size()));
    reader.format = PNG_FORMAT_RGBA;
    std::vector<png_byte> bytes(PNG_IMAGE_SIZE(reader));
    check(png_image_finish_read(&reader, nullptr, bytes.data(), 0, nullptr));
    if (reader.warning_or_error != 0) throw std::runtime_error(std::string("libpng: ") + reader.message);

    Image image(static_cast<int>(reader.width), static_cast<int>(reader.height), qr::black);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        image.pixels[i] = {bytes[4 * i], bytes[4 * i + 1], bytes[4 * i + 2], bytes[4 * i + 3]};
    }
    // IHDR is always the first chunk: 8 bytes of signature, 8 of length and type, 8 of width and height.
    return {.bit_depth = file[24], .colour_type = file[25], .image = std::move(image)};
}

}  // namespace qrgen::test
