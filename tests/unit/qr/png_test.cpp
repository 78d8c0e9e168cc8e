// SPDX-License-Identifier: MIT
#include "core/qr/png.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"

namespace qrgen::qr {
namespace {

constexpr int greyscale = 0;
constexpr int palette = 3;

// Every pixel is what layout and symbol say.
void expect_shows(const test::Image& image, const Symbol& symbol, const Picture& picture) {
    const Layout layout = lay_out(symbol.size(), picture.border, picture.size);
    ASSERT_EQ(image.width, layout.width);
    ASSERT_EQ(image.height, layout.width);
    const auto module_at = [&](int pixel) {
        return pixel < layout.before ? -1 : (pixel - layout.before) / layout.module;
    };
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const bool dark = symbol.is_dark(module_at(x), module_at(y));
            ASSERT_EQ(image.at(x, y), dark ? picture.fill : picture.back) << x << ',' << y;
        }
    }
}

void expect_png(const Symbol& symbol, const Picture& picture, int colour_type) {
    const test::PngFile file = test::read_png(render_png(symbol, picture));
    EXPECT_EQ(file.bit_depth, 1);
    EXPECT_EQ(file.colour_type, colour_type);
    expect_shows(file.image, symbol, picture);
}

TEST(PngTest, black_on_white_is_greyscale) {
    expect_png(encode("hello", {}), Picture{}, greyscale);
    expect_png(encode("hello", {}), Picture{.fill = white, .back = black}, greyscale);
}

TEST(PngTest, other_colours_are_a_palette) {
    const Symbol symbol = encode("hello", {});
    expect_png(symbol, Picture{.fill = {0x12, 0x34, 0x56}, .back = {0xFE, 0xDC, 0xBA}}, palette);
    expect_png(symbol, Picture{.fill = {0, 0, 1}}, palette);
    expect_png(symbol, Picture{.back = {255, 255, 254}}, palette);
}

TEST(PngTest, any_width_and_border) {
    const Symbol symbol = encode(test::letters(45), {});
    for (int width = 45; width < 120; ++width) {
        for (const int border : {0, 1, 4})
            expect_png(symbol, Picture{.size = PixelWidth{width}, .border = border}, 0);
    }
    for (int scale = 1; scale < 20; ++scale) {
        for (const int border : {0, 4, 20})
            expect_png(symbol, Picture{.size = ModuleScale{scale}, .border = border}, 0);
    }
}

TEST(PngTest, largest_picture) {
    expect_png(encode(test::letters(2300), {}), Picture{.size = PixelWidth{max_picture_width}}, greyscale);
}

TEST(PngTest, coloured_picture_can_be_read) {
    const Picture picture{.fill = {0x00, 0x33, 0x66}, .back = {0xFF, 0xF4, 0xCC}};
    const std::string file = render_png(encode("in colour", {}), picture);
    EXPECT_EQ(test::read_with_zxing(test::read_png(file).image), "in colour");
    EXPECT_EQ(test::read_with_zbar(test::read_png(file).image), "in colour");
}

TEST(PngTest, same_input_same_bytes) {
    EXPECT_EQ(render_png(encode("hello", {}), Picture{}), render_png(encode("hello", {}), Picture{}));
}

TEST(PngTest, throws_like_the_layout) {
    EXPECT_THROW(render_png(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
    EXPECT_THROW(render_png(encode("hello", {}), Picture{.size = PixelWidth{max_picture_width + 1}}), Error);
}

class TemporaryFile {
  public:
    TemporaryFile() {
        const int descriptor = mkstemp(name_.data());
        if (descriptor < 0) throw std::runtime_error("no temporary file");
        close(descriptor);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(name_); }

    const std::string& name() const { return name_; }

  private:
    std::string name_ = std::filesystem::temp_directory_path() / "qrgen-png-XXXXXX";
};

TEST(PngTest, pngcheck_finds_no_fault) {
    const Symbol symbol = encode("hello", {});
    for (const Picture& picture : {Picture{}, Picture{.fill = {200, 0, 0}}, Picture{.size = PixelWidth{63}},
                                   Picture{.size = ModuleScale{1}}}) {
        const TemporaryFile file;
        std::ofstream(file.name(), std::ios::binary) << render_png(symbol, picture);
        EXPECT_EQ(std::system(("pngcheck -q '" + file.name() + "'").c_str()), 0);
    }
}

}  // namespace
}  // namespace qrgen::qr
