// SPDX-License-Identifier: MIT
#include "core/qr/png.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include <libdeflate.h>

namespace qrgen::qr {
namespace {

using Byte = std::uint8_t;

constexpr std::string_view signature("\x89PNG\r\n\x1A\n", 8);
// Measured from 250 to 2500 pixels: less is up to twice as fast but up to six times as large where pictures
// are wide; more is slower and hardly smaller.
constexpr int compression_level = 6;

// ISO/IEC 15948, 11.2.2.
enum class ColourType : Byte { greyscale = 0, palette = 3 };

// ISO/IEC 15948, 9.2.
enum class Filter : Byte { none = 0, up = 2 };

// The value of a pixel: a shade of grey, or an index into the palette.
struct Pixels {
    ColourType type;
    bool dark;  // the value of dark ones; light ones have the other
};

Pixels choose_pixels(const Picture& picture) {
    if (picture.fill == black && picture.back == white) return {ColourType::greyscale, false};
    if (picture.fill == white && picture.back == black) return {ColourType::greyscale, true};
    return {ColourType::palette, true};
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

std::string header(int width, ColourType type) {
    std::string data;
    append_number(data, static_cast<std::uint32_t>(width));
    append_number(data, static_cast<std::uint32_t>(width));
    data += '\x01';  // bits per pixel
    data += static_cast<char>(type);
    data.append(3, '\0');  // the only compression and filter methods there are; not interlaced
    return data;
}

std::string palette(const Picture& picture) {
    std::string data;
    for (const Colour& colour : {picture.back, picture.fill}) {
        for (const Byte channel : {colour.red, colour.green, colour.blue}) data += static_cast<char>(channel);
    }
    return data;
}

// Flips the bits [from, to) of a row, the first pixel being the highest bit of the first byte.
void flip(Byte* row, int from, int to) {
    const auto first = static_cast<std::size_t>(from / 8);
    const auto last = static_cast<std::size_t>(to / 8);
    const auto head = static_cast<Byte>(0xFF >> (from % 8));
    const auto tail = static_cast<Byte>(0xFF00 >> (to % 8));
    if (first == last) {
        row[first] = static_cast<Byte>(row[first] ^ (head & tail));
        return;
    }
    row[first] = static_cast<Byte>(row[first] ^ head);
    for (std::size_t i = first + 1; i < last; ++i) row[i] = static_cast<Byte>(~row[i]);
    if (tail != 0) row[last] = static_cast<Byte>(row[last] ^ tail);
}

void draw_modules(Byte* row, const Symbol& symbol, int y, const Layout& layout) {
    int x = 0;
    while (x < symbol.size()) {
        const int start = x;
        const bool dark = symbol.is_dark(x, y);
        while (x < symbol.size() && symbol.is_dark(x, y) == dark) ++x;
        if (dark) flip(row, layout.before + start * layout.module, layout.before + x * layout.module);
    }
}

// The rows of pixels with their filter bytes, as they go into the compressor. A row that repeats the one
// above is filtered into zeros, which compress into nearly nothing and fast; the others are best left as they
// are.
class ScanLines {
  public:
    ScanLines(const Layout& layout, bool dark)
        : light_(dark ? 0x00 : 0xFF),
          stride_(1 + static_cast<std::size_t>((layout.width + 7) / 8)),
          lines_(stride_ * static_cast<std::size_t>(layout.width)) {}

    // A new row of light pixels, followed by `count` - 1 that are like it. The first byte returned is that of
    // the leftmost pixels. Valid until the next call.
    Byte* add(int count) {
        Byte* line = lines_.data() + used_;
        line[0] = static_cast<Byte>(Filter::none);
        std::fill_n(line + 1, stride_ - 1, light_);
        for (int i = 1; i < count; ++i) {
            line[static_cast<std::size_t>(i) * stride_] = static_cast<Byte>(Filter::up);
        }
        used_ += static_cast<std::size_t>(count) * stride_;
        return line + 1;
    }

    const std::vector<Byte>& bytes() const { return lines_; }

  private:
    Byte light_;
    std::size_t stride_;
    std::size_t used_ = 0;
    std::vector<Byte> lines_;
};

ScanLines draw(const Symbol& symbol, const Layout& layout, bool dark) {
    ScanLines lines(layout, dark);
    if (layout.before > 0) lines.add(layout.before);
    for (int y = 0; y < symbol.size(); ++y) draw_modules(lines.add(layout.module), symbol, y, layout);
    if (layout.after > 0) lines.add(layout.after);
    return lines;
}

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};
using CompressorPtr = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;

libdeflate_compressor& compressor() {
    // One for each thread, kept: its tables take hundreds of kilobytes, and to allocate them anew for each
    // picture costs more than compressing one.
    thread_local const CompressorPtr instance(libdeflate_alloc_compressor(compression_level));
    if (!instance) throw std::bad_alloc();
    return *instance;
}

void append_image_data(std::string& png, const std::vector<Byte>& lines) {
    libdeflate_compressor& zlib = compressor();
    const std::size_t bound = libdeflate_zlib_compress_bound(&zlib, lines.size());
    // Not a string or vector: those would touch all of a bound that is many times what is needed.
    const auto buffer = std::make_unique_for_overwrite<char[]>(bound);
    const std::size_t size = libdeflate_zlib_compress(&zlib, lines.data(), lines.size(), buffer.get(), bound);
    png.reserve(png.size() + size + 64);
    append_chunk(png, "IDAT", {buffer.get(), size});
}

}  // namespace

std::string render_png(const Symbol& symbol, const Picture& picture) {
    const Layout layout = lay_out(symbol.size(), picture.border, picture.size);
    const Pixels pixels = choose_pixels(picture);
    const ScanLines lines = draw(symbol, layout, pixels.dark);

    std::string png(signature);
    append_chunk(png, "IHDR", header(layout.width, pixels.type));
    if (pixels.type == ColourType::palette) append_chunk(png, "PLTE", palette(picture));
    append_image_data(png, lines.bytes());
    append_chunk(png, "IEND", {});
    return png;
}

}  // namespace qrgen::qr
