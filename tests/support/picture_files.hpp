// SPDX-License-Identifier: MIT
//
// Picture files as other programs write them, good ones and bombs, for tests of what reads them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/qr/images/image.hpp"

namespace qrgen::test {

/// Every pixel another colour, as far as there are colours; opaque.
qr::Image colourful(int width, int height);

/// One colour all over: red, green, blue, alpha.
qr::Image plain(int width, int height, std::uint32_t rgba);

std::string to_png(const qr::Image& image);

/// By libpng with any header; `rows` as the file has them, packed, one after the other. Colour type 3 gets a
/// palette of red, green, blue and half-transparent white.
struct PngParts {
    int width;
    int height;
    int bit_depth;
    int colour_type;
    bool interlaced = false;
    std::vector<std::uint8_t> rows = {};
};
std::string to_png(const PngParts& parts);

/// Length, type, data and check sum.
std::string png_chunk(std::string_view type, std::string_view data);

/// `chunk` put in behind the header of the file.
std::string with_chunk(std::string_view png, std::string_view chunk);

/// Nothing but a header that says so many pixels, and an end.
std::string png_header(std::uint32_t width, std::uint32_t height);

/// Compressed as zlib does.
std::string deflated(std::string_view bytes);

enum class JpegKind { baseline, progressive, grey, cmyk };

/// Best quality, full resolution of colours. For CMYK, red, green, blue and alpha are what cyan, magenta,
/// yellow and black ink leave of the paper, as Adobe's programs store it.
std::string to_jpeg(const qr::Image& image, JpegKind kind = JpegKind::baseline);

/// Lossless.
std::string to_webp(const qr::Image& image);

}  // namespace qrgen::test
