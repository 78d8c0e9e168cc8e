// SPDX-License-Identifier: MIT
#include "core/qr/formats/png.hpp"

#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/raster.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/command.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/formats/expect_shows.hpp"
#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr int greyscale = 0;
constexpr int palette = 3;

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

TEST(PngTest, transparent_background) {
    const Symbol symbol = encode("hello", {});
    expect_png(symbol, Picture{.back = transparent}, palette);
    expect_png(symbol, Picture{.fill = {0, 0, 100}, .back = {255, 255, 255, 100}}, palette);
    const std::string file = render_png(symbol, Picture{.back = transparent});
    EXPECT_EQ(test::read_with_zxing(test::read_png(file).image), "hello");
}

// Dark modules lie on the background, as in all formats.
TEST(PngTest, half_transparent_dark_modules) {
    const Symbol symbol = encode("hello", {});
    const auto shown = [&](const Picture& picture, Colour dark) {
        const test::PngFile file = test::read_png(render_png(symbol, picture));
        EXPECT_EQ(file.bit_depth, 1);
        Picture seen = picture;
        seen.fill = dark;
        expect_shows(file.image, symbol, seen);
    };
    shown(Picture{.fill = {0, 0, 0, 204}}, {51, 51, 51});
    shown(Picture{.fill = {0, 0, 0, 204}, .back = transparent}, {0, 0, 0, 204});
    shown(Picture{.fill = {0, 0, 0, 0}, .back = {1, 2, 3}}, {1, 2, 3});
}

TEST(PngTest, resolution_in_the_header) {
    const Symbol symbol = encode("hello", {});
    const auto resolution_of = [&](const Picture& picture) {
        const std::string png = render_png(symbol, picture);
        const std::size_t chunk = png.find("pHYs");
        return chunk == std::string::npos ? "" : png.substr(chunk + 4, 9);
    };
    const std::string dpi_300("\0\0\x2E\x23\0\0\x2E\x23\1", 9);  // 11811 pixels per metre
    for (const ModuleShape shape : {ModuleShape::square, ModuleShape::dot}) {
        EXPECT_EQ(resolution_of(Picture{.module_shape = shape}), "");
        EXPECT_EQ(resolution_of(Picture{.dpi = 300, .module_shape = shape}), dpi_300);
        EXPECT_EQ(resolution_of(Picture{.size = PhysicalWidth{2, LengthUnit::inch}, .module_shape = shape}),
                  dpi_300);
    }
}

TEST(PngTest, decorated_pictures_are_what_is_drawn) {
    const Symbol symbol = encode("hello", {});
    const Picture dots{.fill = {0, 0, 100}, .back = transparent, .module_shape = ModuleShape::dot};
    const Picture gradient{.size = PixelWidth{500},
                           .gradient = Gradient{.end = {200, 0, 100}},
                           .frame = {.shape = FrameShape::rounded}};
    for (const auto& [picture, colour_type] : {std::pair(dots, palette), std::pair(gradient, 6)}) {
        const test::PngFile file = test::read_png(render_png(symbol, picture));
        EXPECT_EQ(file.colour_type, colour_type);
        const Image drawn = draw_pixels(symbol, picture);
        ASSERT_EQ(file.image.width, drawn.width);
        ASSERT_EQ(file.image.height, drawn.height);
        for (int y = 0; y < drawn.height; ++y) {
            for (int x = 0; x < drawn.width; ++x) ASSERT_EQ(file.image.at(x, y), colour_at(drawn, x, y));
        }
    }
}

TEST(PngTest, few_colours_have_few_bits) {
    const test::PngFile file =
        test::read_png(render_png(encode("hello", {}), Picture{.finder = Colour{200, 0, 0}}));
    EXPECT_EQ(file.colour_type, palette);
    EXPECT_EQ(file.bit_depth, 2);
}

TEST(PngTest, pngcheck_finds_no_fault) {
    const Symbol symbol = encode("hello", {});
    const Picture pictures[] = {
        Picture{},
        Picture{.fill = {200, 0, 0}},
        Picture{.size = PixelWidth{63}},
        Picture{.size = ModuleScale{1}},
        Picture{.size = PhysicalWidth{3, LengthUnit::centimetre}, .back = transparent},
        Picture{.back = transparent, .module_shape = ModuleShape::connected},
        Picture{.dpi = 600, .gradient = Gradient{.end = {200, 0, 0}}},
        Picture{.fill = {0, 0, 0, 100}, .gradient = Gradient{.end = {200, 0, 0}}}};
    for (const Picture& picture : pictures)
        EXPECT_NO_THROW(test::run("pngcheck -q {}", render_png(symbol, picture)));
}

}  // namespace
}  // namespace qrgen::qr
