// SPDX-License-Identifier: MIT
#include "tests/support/pnm_reader.hpp"

#include <sstream>
#include <stdexcept>
#include <string>

namespace qrgen::test {
namespace {

// What is behind the header.
class Pixels {
  public:
    Pixels(std::string_view bytes, int width, int height, bool is_bitmap)
        : bytes_(bytes), is_bitmap_(is_bitmap) {
        const auto across = static_cast<std::size_t>(width);
        stride_ = is_bitmap ? (across + 7) / 8 : 3 * across;
        if (bytes.size() != stride_ * static_cast<std::size_t>(height)) {
            throw std::runtime_error("PNM: not as long as it must be");
        }
    }

    qr::Colour at(int x, int y) const {
        const auto column = static_cast<std::size_t>(x);
        const std::string_view row = bytes_.substr(static_cast<std::size_t>(y) * stride_, stride_);
        if (is_bitmap_) return row[column / 8] >> (7 - column % 8) & 1 ? qr::black : qr::white;
        const auto channel = [&](std::size_t i) { return static_cast<std::uint8_t>(row[3 * column + i]); };
        return {channel(0), channel(1), channel(2)};
    }

  private:
    std::string_view bytes_;
    bool is_bitmap_;
    std::size_t stride_ = 0;
};

}  // namespace

Image read_pnm(std::string_view file) {
    std::istringstream header{std::string(file.substr(0, 256))};
    std::string magic;
    int width = 0;
    int height = 0;
    int maximum = 255;
    header >> magic >> std::ws;
    if (header.peek() == '#') header.ignore(256, '\n');
    header >> width >> height;
    if (magic == "P6") header >> maximum;
    if (!header || (magic != "P4" && magic != "P6") || maximum != 255 || width < 1 || height < 1) {
        throw std::runtime_error("PNM: not a header that we read");
    }
    const auto start = static_cast<std::size_t>(header.tellg()) + 1;  // one white space
    const Pixels pixels(file.substr(start), width, height, magic == "P4");
    Image image(width, height, qr::black);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) image.at(x, y) = pixels.at(x, y);
    }
    return image;
}

}  // namespace qrgen::test
