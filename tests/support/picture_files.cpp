// SPDX-License-Identifier: MIT
#include "tests/support/picture_files.hpp"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>
#include <zlib.h>

namespace qrgen::test {
namespace {

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
    return bytes;
}

void check(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(what);
}

constexpr std::size_t header_end = 8 + 25;  // signature, IHDR

void append(png_structp writer, png_bytep bytes, std::size_t size) {
    static_cast<std::string*>(png_get_io_ptr(writer))->append(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace

qr::Image colourful(int width, int height) {
    qr::Image image = plain(width, height, 0x000000FF);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.pixel(x, y)[0] = static_cast<std::uint8_t>(255 * x / width);
            image.pixel(x, y)[1] = static_cast<std::uint8_t>(255 * y / height);
            image.pixel(x, y)[2] = static_cast<std::uint8_t>(16 * (x + y));
        }
    }
    return image;
}

qr::Image plain(int width, int height, std::uint32_t rgba) {
    qr::Image image{.width = width, .height = height};
    image.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        image.rgba[i] = static_cast<std::uint8_t>(rgba >> (24 - 8 * (i % 4)) & 0xFF);
    }
    return image;
}

std::string to_png(const qr::Image& image) {
    return to_png({.width = image.width,
                   .height = image.height,
                   .bit_depth = 8,
                   .colour_type = PNG_COLOR_TYPE_RGB_ALPHA,
                   .rows = image.rgba});
}

std::string to_png(const PngParts& parts) {
    std::string file;
    png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(writer);
    png_set_write_fn(writer, &file, append, nullptr);
    png_set_IHDR(writer, info, static_cast<png_uint_32>(parts.width), static_cast<png_uint_32>(parts.height),
                 parts.bit_depth, parts.colour_type,
                 parts.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (parts.colour_type == PNG_COLOR_TYPE_PALETTE) {
        const png_color palette[]{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}};
        const png_byte alpha[]{255, 255, 255, 128};
        png_set_PLTE(writer, info, palette, 4);
        png_set_tRNS(writer, info, alpha, 4, nullptr);
    }
    std::vector<std::uint8_t> bytes = parts.rows;
    std::vector<png_bytep> rows;
    const std::size_t row_bytes = bytes.size() / static_cast<std::size_t>(parts.height);
    for (std::size_t y = 0; y < static_cast<std::size_t>(parts.height); ++y) {
        rows.push_back(bytes.data() + y * row_bytes);
    }
    png_set_rows(writer, info, rows.data());
    png_write_png(writer, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png_destroy_write_struct(&writer, &info);
    return file;
}

std::string png_chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + body +
           big_endian(static_cast<std::uint32_t>(sum));
}

std::string with_chunk(std::string_view png, std::string_view chunk) {
    return std::string(png.substr(0, header_end)) + std::string(chunk) + std::string(png.substr(header_end));
}

std::string png_header(std::uint32_t width, std::uint32_t height) {
    constexpr std::string_view eight_bits_of_grey("\x08\0\0\0\0", 5);
    return "\x89PNG\r\n\x1A\n" +
           png_chunk("IHDR", big_endian(width) + big_endian(height) + std::string(eight_bits_of_grey)) +
           png_chunk("IDAT", deflated("")) + png_chunk("IEND", "");
}

std::string deflated(std::string_view bytes) {
    std::string result(compressBound(bytes.size()), '\0');
    uLongf size = result.size();
    check(compress2(reinterpret_cast<Bytef*>(result.data()), &size,
                    reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9) == Z_OK,
          "zlib");
    result.resize(size);
    return result;
}

std::string to_jpeg(const qr::Image& image, JpegKind kind) {
    const std::unique_ptr<void, int (*)(void*)> encoder(tjInitCompress(), tjDestroy);
    unsigned char* file = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(encoder.get(), image.rgba.data(), image.width, 0, image.height,
                    kind == JpegKind::cmyk ? TJPF_CMYK : TJPF_RGBA, &file, &size,
                    kind == JpegKind::grey ? TJSAMP_GRAY : TJSAMP_444, 100,
                    TJFLAG_ACCURATEDCT | (kind == JpegKind::progressive ? TJFLAG_PROGRESSIVE : 0));
    check(status == 0, "libjpeg-turbo");
    const std::string result(reinterpret_cast<const char*>(file), size);
    tjFree(file);
    return result;
}

std::string to_webp(const qr::Image& image) {
    std::uint8_t* file = nullptr;
    const std::size_t size =
        WebPEncodeLosslessRGBA(image.rgba.data(), image.width, image.height, 4 * image.width, &file);
    check(size > 0, "libwebp");
    const std::string result(reinterpret_cast<const char*>(file), size);
    WebPFree(file);
    return result;
}

}  // namespace qrgen::test
