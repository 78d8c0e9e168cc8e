// SPDX-License-Identifier: MIT
#include "core/qr/formats/jpeg.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

#include <turbojpeg.h>

#include "core/base/error.hpp"
#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/raster.hpp"
#include "core/qr/picture/layout.hpp"

namespace qrgen::qr {
namespace {

constexpr int default_quality = 90;

struct CompressorDeleter {
    void operator()(void* compressor) const noexcept { tjDestroy(compressor); }
};
using CompressorPtr = std::unique_ptr<void, CompressorDeleter>;

struct BufferDeleter {
    void operator()(unsigned char* buffer) const noexcept { tjFree(buffer); }
};
using BufferPtr = std::unique_ptr<unsigned char, BufferDeleter>;

void* compressor() {
    thread_local const CompressorPtr instance(tjInitCompress());
    if (!instance) throw std::bad_alloc();
    return instance.get();
}

bool is_grey(const Image& image) {
    for (std::size_t i = 0; i + 4 <= image.rgba.size(); i += 4) {
        const std::uint8_t* p = image.rgba.data() + i;
        if (p[0] != p[1] || p[1] != p[2]) return false;
    }
    return true;
}

std::string compress(const Image& image, int quality) {
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed =
        tjCompress2(compressor(), image.rgba.data(), image.width, 0, image.height, TJPF_RGBA, &bytes, &size,
                    is_grey(image) ? TJSAMP_GRAY : TJSAMP_444, quality, TJFLAG_ACCURATEDCT);
    const BufferPtr owner(bytes);
    if (failed != 0)
        throw Error(ErrorKind::failure, std::string("libjpeg-turbo: ") + tjGetErrorStr2(compressor()));
    return {reinterpret_cast<const char*>(bytes), size};
}

// The JFIF segment is the first one (JFIF 1.02, page 5): start of image, marker, length, "JFIF\0", version,
// then unit and density, which TurboJPEG cannot set.
void set_resolution(std::string& jpeg, int dpi) {
    constexpr std::string_view start("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00", 11);
    constexpr std::size_t unit = 13;
    constexpr char per_inch = 1;
    if (!jpeg.starts_with(start)) throw Error(ErrorKind::failure, "libjpeg-turbo wrote no JFIF header");
    const char high = static_cast<char>(dpi >> 8);
    const char low = static_cast<char>(dpi);
    jpeg.replace(unit, 5, {per_inch, high, low, high, low});
}

}  // namespace

std::string render_jpeg(const Symbol& symbol, const Picture& picture) {
    Image image = draw_pixels(symbol, picture);
    flatten(image, white);
    std::string jpeg = compress(image, picture.quality.value_or(default_quality));
    if (const std::optional<int> dpi = resolution(picture)) set_resolution(jpeg, *dpi);
    return jpeg;
}

}  // namespace qrgen::qr
