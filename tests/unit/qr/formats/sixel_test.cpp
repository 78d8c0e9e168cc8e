// SPDX-License-Identifier: MIT
#include "core/qr/formats/sixel.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/raster.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/sixel_reader.hpp"
#include "tests/unit/qr/formats/expect_shows.hpp"

namespace qrgen::qr {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

constexpr Colour cream{0xFF, 0xF4, 0xCC};

// Sixel colours are told in percent.
constexpr int rounding = 2;

TEST(SixelTest, golden_file) {
    EXPECT_EQ(render_sixel(encode("HELLO", {}), Picture{.size = ModuleScale{3}}),
              test::golden("hello.sixel"));
}

TEST(SixelTest, shows_every_pixel) {
    const Symbol symbol = encode("hello", {});
    for (const Picture& picture :
         {Picture{}, Picture{.fill = white, .back = black}, Picture{.size = PixelWidth{63}},
          Picture{.fill = {0x12, 0x34, 0x56}, .back = {0xFE, 0xDC, 0xBA}}}) {
        expect_shows(test::read_sixel(render_sixel(symbol, picture)), symbol, picture, rounding);
    }
}

TEST(SixelTest, is_ascii_in_one_sequence) {
    const std::string text = render_sixel(encode("hello", {}), Picture{});
    EXPECT_THAT(text, StartsWith("\x1BPq\"1;1;250;250"));  // aspect ratio and size: no scaling
    EXPECT_THAT(text, EndsWith("\x1B\\\n"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\x1B'), 2);
    EXPECT_TRUE(
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) > 0; }));
}

TEST(SixelTest, more_colours_than_sixel_has) {
    const Picture picture{.size = PixelWidth{500},
                          .fill = {0, 0, 0x90},
                          .gradient = Gradient{.end = {0x90, 0x30, 0}, .angle = 30},
                          .module_shape = ModuleShape::connected};
    const std::string text = render_sixel(encode("hello", {}), picture);
    EXPECT_EQ(test::read_qr(test::read_sixel(text)), "hello");
    EXPECT_EQ(render_sixel(encode("hello", {}), picture), text);
}

std::size_t count_colours(const Image& image) {
    std::set<std::array<std::uint8_t, 3>> colours;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        colours.insert({image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]});
    }
    return colours.size();
}

TEST(SixelTest, one_colour_more_than_sixel_has) {
    const Symbol symbol = encode("hello", {.min_version = 5});
    const Picture picture{.size = PixelWidth{1000}, .back = cream, .gradient = Gradient{.end = white}};
    ASSERT_EQ(count_colours(draw_pixels(symbol, picture)), 257U);
    const test::Image image = test::read_sixel(render_sixel(symbol, picture));
    EXPECT_NEAR(image.at(0, 0).red, cream.red, 8);
    EXPECT_NEAR(image.at(0, 0).blue, cream.blue, 8);
}

TEST(SixelTest, white_where_nothing_is_painted) {
    const Picture picture{.frame = {.shape = FrameShape::rounded}};
    EXPECT_EQ(test::read_sixel(render_sixel(encode("hello", {}), picture)).at(0, 0), white);
}

TEST(SixelTest, throws_like_the_layout) {
    EXPECT_THROW(render_sixel(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
}

}  // namespace
}  // namespace qrgen::qr
