// SPDX-License-Identifier: MIT
#include "core/qr/images/png_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr int grey = 0;
constexpr int rgb = 2;
constexpr int palette = 3;

TEST(PngReaderTest, ReadsColoursAndAlpha) {
    Image image = test::colourful(37, 23);
    image.pixel(3, 4)[3] = 0;
    image.pixel(5, 6)[3] = 127;
    const Image read = read_png(test::to_png(image), {});
    EXPECT_EQ(read.width, 37);
    EXPECT_EQ(read.height, 23);
    EXPECT_EQ(read.rgba, image.rgba);
}

TEST(PngReaderTest, ReadsPalettesWithAlpha) {
    const Image read = read_png(
        test::to_png({.width = 4, .height = 1, .bit_depth = 2, .colour_type = palette, .rows = {0x1B}}), {});
    EXPECT_THAT(read.rgba, ElementsAre(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 128));
}

TEST(PngReaderTest, ReadsOneBitOfGrey) {
    const Image read = read_png(
        test::to_png({.width = 2, .height = 1, .bit_depth = 1, .colour_type = grey, .rows = {0x40}}), {});
    EXPECT_THAT(read.rgba, ElementsAre(0, 0, 0, 255, 255, 255, 255, 255));
}

TEST(PngReaderTest, ReadsSixteenBitsAsTheSameColours) {
    const Image read = read_png(test::to_png({.width = 1,
                                              .height = 1,
                                              .bit_depth = 16,
                                              .colour_type = rgb,
                                              .rows = {0x20, 0x20, 0x80, 0x80, 0xFF, 0xFF}}),
                                {});
    EXPECT_THAT(read.rgba, ElementsAre(0x20, 0x80, 0xFF, 255));
}

TEST(PngReaderTest, ReadsInterlacedPictures) {
    test::PngParts parts{.width = 33, .height = 17, .bit_depth = 8, .colour_type = grey};
    for (int i = 0; i < 33 * 17; ++i) parts.rows.push_back(static_cast<std::uint8_t>(i));
    const std::string plain = test::to_png(parts);
    parts.interlaced = true;
    const std::string interlaced = test::to_png(parts);
    ASSERT_NE(plain, interlaced);
    EXPECT_EQ(read_png(interlaced, {}).rgba, read_png(plain, {}).rgba);
}

TEST(PngReaderTest, EveryTruncationIsAnError) {
    const std::string file = test::to_png(test::colourful(20, 20));
    for (std::size_t size = 8; size < file.size(); ++size) {
        EXPECT_THAT([&] { read_png(file.substr(0, size), {}); },
                    ThrowsMessage<Error>(HasSubstr("the PNG file is truncated")))
            << size;
    }
}

TEST(PngReaderTest, MissingPixelsAreAnError) {
    const std::string file = test::png_header(4, 4);
    EXPECT_THAT([&] { read_png(file, {}); }, ThrowsMessage<Error>(HasSubstr("the PNG file is broken")));
}

TEST(PngReaderTest, ADamagedByteOfThePixelsIsAnError) {
    std::string file = test::to_png(test::colourful(20, 20));
    file[file.size() / 2] ^= 1;
    EXPECT_THAT([&] { read_png(file, {}); }, ThrowsMessage<Error>(HasSubstr("the PNG file is broken")));
}

// The first would change all colours if it were not passed over; compressed text would be unpacked, eight
// megabytes from eight kilobytes and a thousand times over, before anybody asks for it.
TEST(PngReaderTest, WhatThePixelsDoNotNeedIsPassedOverUnread) {
    const Image image = test::colourful(4, 4);
    const std::string linear_light = test::png_chunk("gAMA", std::string("\0\1\x86\xA0", 4));
    const std::string text =
        test::png_chunk("zTXt", std::string("name\0\0", 6) + test::deflated(std::string(7'000'000, '\0')));
    const std::string broken_sum = test::png_chunk("tEXt", "a").substr(0, 9) + "\1\2\3\4";
    for (const std::string& chunk : {linear_light, text, broken_sum}) {
        EXPECT_EQ(read_png(test::with_chunk(test::to_png(image), chunk), {}).rgba, image.rgba);
    }
}

TEST(PngReaderTest, AnimationsAreRefused) {
    const std::string control = test::png_chunk("acTL", std::string("\0\0\0\2\0\0\0\0", 8));
    const std::string file = test::with_chunk(test::to_png(test::colourful(4, 4)), control);
    EXPECT_THAT([&] { read_png(file, {}); }, ThrowsMessage<Error>(HasSubstr("animation")));
}

TEST(PngReaderTest, WhatFollowsTheEndIsIgnored) {
    const Image image = test::colourful(4, 4);
    EXPECT_EQ(read_png(test::to_png(image) + "trailing", {}).rgba, image.rgba);
}

}  // namespace
}  // namespace qrgen::qr
