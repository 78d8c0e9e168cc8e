// SPDX-License-Identifier: MIT
#include "core/qr/images/png_reader.hpp"

#include <cstdint>
#include <memory>
#include <string>

#include <png.h>

#include "core/base/text.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t signature_size = 8;
constexpr std::size_t chunk_overhead = 12;  // length, type and check sum

struct ImageFree {
    void operator()(png_image* image) const noexcept { png_image_free(image); }
};

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

bool is_needed(std::string_view type) {
    const bool is_critical = (type[0] & 0x20) == 0;  // ISO/IEC 15948, section 5.4
    return is_critical || type == "tRNS";
}

// The chunks that make the pixels. What else a file has (compressed text and profiles of any size) the
// library would unpack before we could ask it for anything.
std::string needed_chunks(std::string_view file) {
    std::string kept(file.substr(0, signature_size));
    kept.reserve(file.size());
    std::string_view rest = file.substr(signature_size);
    for (;;) {
        if (rest.size() < chunk_overhead) refuse_picture("the PNG file is truncated");
        const std::size_t length = big_endian(rest);
        const std::string_view type = rest.substr(4, 4);
        if (length > rest.size() - chunk_overhead) refuse_picture("the PNG file is truncated");
        if (type == "acTL") refuse_picture("the PNG file is an animation");
        if (is_needed(type)) kept += rest.substr(0, length + chunk_overhead);
        if (type == "IEND") return kept;
        rest.remove_prefix(length + chunk_overhead);
    }
}

}  // namespace

Image read_png(std::string_view bytes, const ImageLimits& limits) {
    const std::string file = needed_chunks(bytes);
    png_image reader{};
    reader.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, ImageFree> free_at_end(&reader);
    const auto check = [&reader](int ok) {
        if (ok == 0) refuse_picture("the PNG file is broken: " + printable(reader.message));
    };
    check(png_image_begin_read_from_memory(&reader, file.data(), file.size()));
    Image image = make_image(reader.width, reader.height, limits);
    reader.format = PNG_FORMAT_RGBA;
    reader.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // like 8 bits; the library's own guess is linear light
    check(png_image_finish_read(&reader, nullptr, image.rgba.data(), 0, nullptr));
    return image;
}

}  // namespace qrgen::qr
