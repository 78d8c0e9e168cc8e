// SPDX-License-Identifier: MIT
#include "core/qr/formats/png.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/qr/formats/pixel_row.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/formats/png_writer.hpp"
#include "core/qr/formats/raster.hpp"
#include "core/qr/picture/layout.hpp"

namespace qrgen::qr {
namespace {

using Byte = std::uint8_t;

PngHeader plain_header(const Picture& picture, const Layout& layout) {
    PngHeader header{.width = layout.width,
                     .height = layout.height,
                     .bit_depth = 1,
                     .type = PngColourType::greyscale,
                     .palette = {},
                     .dpi = resolution(picture)};
    const Colour dark = blend(picture.fill, picture.back);
    const bool is_grey = (dark == black && picture.back == white) || (dark == white && picture.back == black);
    if (!is_grey) {
        header.type = PngColourType::palette;
        header.palette = {picture.back, dark};
    }
    return header;
}

// Whether the bits of light pixels are set.
bool light_bit(const PngHeader& header, const Picture& picture) {
    return header.type == PngColourType::greyscale && picture.back == white;
}

// The rows of pixels with their filter bytes, as they go into the compressor. A row that repeats the one
// above is filtered into zeros, which compress into nearly nothing and fast; the others are best left as they
// are.
class ScanLines {
  public:
    ScanLines(const PngHeader& header, bool light)
        : light_(light ? 0xFF : 0x00),
          stride_(1 + header.row_bytes()),
          lines_(stride_ * static_cast<std::size_t>(header.height)) {}

    // A new row of light pixels, followed by `count` - 1 that are like it. The first byte returned is that of
    // the leftmost pixels. Valid until the next call.
    Byte* add(int count) {
        Byte* line = lines_.data() + used_;
        line[0] = static_cast<Byte>(PngFilter::none);
        std::fill_n(line + 1, stride_ - 1, light_);
        for (int i = 1; i < count; ++i) {
            line[static_cast<std::size_t>(i) * stride_] = static_cast<Byte>(PngFilter::up);
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

std::string render_plain(const Symbol& symbol, const Picture& picture) {
    const Layout layout = lay_out(symbol, picture);
    const PngHeader header = plain_header(picture, layout);
    ScanLines lines(header, light_bit(header, picture));
    if (layout.top > 0) lines.add(layout.top);
    for (int y = 0; y < symbol.size(); ++y) {
        flip_dark_pixels(lines.add(layout.module), symbol, y, layout);
    }
    const int below = layout.height - layout.top - symbol.size() * layout.module;
    if (below > 0) lines.add(below);
    return write_png(header, lines.bytes());
}

}  // namespace

std::string render_png(const Symbol& symbol, const Picture& picture) {
    if (is_plain(picture)) return render_plain(symbol, picture);
    return write_png(draw_pixels(symbol, picture), resolution(picture));
}

}  // namespace qrgen::qr
