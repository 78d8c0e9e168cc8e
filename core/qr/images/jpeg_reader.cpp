// SPDX-License-Identifier: MIT
#include "core/qr/images/jpeg_reader.hpp"

#include <memory>
#include <string>

#include <turbojpeg.h>

#include "core/base/text.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

// A scan costs time in proportion to the pixels but hardly any bytes, so many of them make a small file slow.
// What programs write has about ten.
constexpr int max_scans = 32;

struct Destroy {
    void operator()(void* decoder) const noexcept { tjDestroy(decoder); }
};

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Within compressed data the byte FF is always followed by 00 or a restart marker, so that a start of scan
// can only be found elsewhere in error if a comment or profile has its two bytes.
int count_scans(std::string_view bytes) {
    constexpr std::string_view start_of_scan = "\xFF\xDA";
    int count = 0;
    for (std::size_t at = 0; (at = bytes.find(start_of_scan, at)) != std::string_view::npos; ++at) ++count;
    return count;
}

// Adobe's programs, and so practically all that write CMYK, store how much paper is left: 255 is no ink.
void cmyk_to_rgba(Image& image) {
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        std::uint8_t* pixel = image.rgba.data() + i;
        for (int channel = 0; channel < 3; ++channel) {
            pixel[channel] = static_cast<std::uint8_t>(pixel[channel] * pixel[3] / 255);
        }
        pixel[3] = 255;
    }
}

}  // namespace

Image read_jpeg(std::string_view bytes, const ImageLimits& limits) {
    const std::unique_ptr<void, Destroy> decoder(tjInitDecompress());
    const auto check = [&decoder](int status) {
        if (status == 0) return;
        refuse_picture("the JPEG file is broken: " + printable(tjGetErrorStr2(decoder.get())));
    };
    const auto size = static_cast<unsigned long>(bytes.size());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colour_space = 0;
    check(
        tjDecompressHeader3(decoder.get(), data(bytes), size, &width, &height, &subsampling, &colour_space));
    check_size(width, height, limits);
    if (count_scans(bytes) > max_scans) {
        refuse_picture("the JPEG file has more than " + std::to_string(max_scans) + " scans");
    }
    Image image = make_image(width, height, limits);
    const bool is_cmyk = colour_space == TJCS_CMYK || colour_space == TJCS_YCCK;
    check(tjDecompress2(decoder.get(), data(bytes), size, image.rgba.data(), width, 0, height,
                        is_cmyk ? TJPF_CMYK : TJPF_RGBA,
                        TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT));
    if (is_cmyk) cmyk_to_rgba(image);
    return image;
}

}  // namespace qrgen::qr
