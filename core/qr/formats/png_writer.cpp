// SPDX-License-Identifier: MIT
#include "core/qr/formats/png_writer.hpp"

#include <cmath>
#include <string_view>

#include <libdeflate.h>

#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/deflate.hpp"
#include "core/qr/picture/picture_size.hpp"

namespace qrgen::qr {
namespace {

constexpr std::string_view signature("\x89PNG\r\n\x1A\n", 8);
constexpr double millimetres_per_metre = 1000;

std::size_t channel_count(PngColourType type) noexcept {
    switch (type) {
        case PngColourType::greyscale:
        case PngColourType::palette: return 1;
        case PngColourType::rgb: return 3;
        case PngColourType::rgba: return 4;
    }
    return 1;
}

void append_number(std::string& out, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift);
}

void append_chunk(std::string& png, std::string_view type, std::string_view data) {
    append_number(png, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = png.size();
    png += type;
    png += data;
    append_number(png, libdeflate_crc32(0, png.data() + start, png.size() - start));
}

std::string image_header(const PngHeader& header) {
    std::string data;
    append_number(data, static_cast<std::uint32_t>(header.width));
    append_number(data, static_cast<std::uint32_t>(header.height));
    data += static_cast<char>(header.bit_depth);
    data += static_cast<char>(header.type);
    data.append(3, '\0');  // the only compression and filter methods there are; not interlaced
    return data;
}

std::string palette(const std::vector<Colour>& colours) {
    std::string data;
    for (const Colour& colour : colours) {
        for (const std::uint8_t channel : {colour.red, colour.green, colour.blue}) {
            data += static_cast<char>(channel);
        }
    }
    return data;
}

// The alpha of the palette's colours up to the last that is not opaque; empty if all are.
std::string palette_alpha(const std::vector<Colour>& colours) {
    std::string data;
    std::size_t used = 0;
    for (const Colour& colour : colours) {
        data += static_cast<char>(colour.alpha);
        if (!is_opaque(colour)) used = data.size();
    }
    data.resize(used);
    return data;
}

std::string pixel_dimensions(int dpi) {
    const double per_metre = dpi / millimetres_per_inch * millimetres_per_metre;
    std::string data;
    for (int direction = 0; direction < 2; ++direction) {
        append_number(data, static_cast<std::uint32_t>(std::lround(per_metre)));
    }
    data += '\x01';  // the unit is the metre
    return data;
}

}  // namespace

std::size_t PngHeader::row_bytes() const noexcept {
    const std::size_t bits =
        static_cast<std::size_t>(width) * channel_count(type) * static_cast<std::size_t>(bit_depth);
    return (bits + 7) / 8;
}

std::string write_png(const PngHeader& header, const std::vector<std::uint8_t>& rows) {
    std::string png(signature);
    append_chunk(png, "IHDR", image_header(header));
    if (header.type == PngColourType::palette) {
        append_chunk(png, "PLTE", palette(header.palette));
        const std::string alpha = palette_alpha(header.palette);
        if (!alpha.empty()) append_chunk(png, "tRNS", alpha);
    }
    if (header.dpi) append_chunk(png, "pHYs", pixel_dimensions(*header.dpi));
    append_chunk(png, "IDAT", zlib_compress(as_text(rows)));
    append_chunk(png, "IEND", {});
    return png;
}

}  // namespace qrgen::qr
