// SPDX-License-Identifier: MIT
#include "core/qr/formats/jpeg.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/jpeg_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/formats/expect_shows.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour blue{0x10, 0x20, 0x80};

test::JpegFile read(const Picture& picture) {
    return test::read_jpeg(render_jpeg(encode("hello", {}), picture));
}

TEST(JpegTest, golden_file) {
    EXPECT_EQ(render_jpeg(encode("HELLO", {}), Picture{.size = ModuleScale{3}}), test::golden("hello.jpeg"));
}

TEST(JpegTest, shows_the_symbol) {
    const Symbol symbol = encode("hello", {});
    for (const Picture& picture : {Picture{}, Picture{.fill = blue, .back = {0xFF, 0xF4, 0xCC}}}) {
        expect_shows(test::read_jpeg(render_jpeg(symbol, picture)).image, symbol, picture, 50);
    }
}

TEST(JpegTest, grey_is_greyscale) {
    EXPECT_EQ(read(Picture{}).components, 1);
    EXPECT_EQ(read(Picture{.fill = {90, 90, 90}}).components, 1);
}

TEST(JpegTest, colours_are_not_subsampled) {
    const test::JpegFile file = read(Picture{.fill = blue});
    EXPECT_EQ(file.components, 3);
    EXPECT_TRUE(file.full_chroma);
}

TEST(JpegTest, quality) {
    const Symbol symbol = encode("hello", {});
    const auto size = [&](std::optional<int> quality) {
        return render_jpeg(symbol, Picture{.quality = quality}).size();
    };
    EXPECT_EQ(size(90), size({}));
    EXPECT_LT(size(1), size(20));
    EXPECT_LT(size(20), size(90));
    EXPECT_LT(size(90), size(100));
    EXPECT_EQ(test::read_qr(read(Picture{.quality = 1}).image), "hello");
    const Picture best{.fill = blue, .quality = 100};
    expect_shows(read(best).image, symbol, best, 4);
}

TEST(JpegTest, resolution_in_the_header) {
    EXPECT_EQ(read(Picture{}).density, 0);
    EXPECT_EQ(read(Picture{.dpi = 72}).density, 72);
    EXPECT_EQ(read(Picture{.dpi = 1200}).density, 1200);
    EXPECT_EQ(read(Picture{.size = PhysicalWidth{30, LengthUnit::millimetre}}).density, 300);
    EXPECT_EQ(read(Picture{.size = PhysicalWidth{30, LengthUnit::millimetre}, .dpi = 600}).density, 600);
    EXPECT_EQ(read(Picture{.dpi = 600, .fill = blue}).density, 600);
}

TEST(JpegTest, white_where_nothing_is_painted) {
    const Picture rounded{.fill = blue, .frame = {.shape = FrameShape::rounded}};
    const Colour corner = read(rounded).image.at(0, 0);
    EXPECT_GT(luma(corner), 0.98);
    const test::Image image = read(Picture{.back = transparent}).image;
    EXPECT_GT(luma(image.at(0, 0)), 0.98);
    EXPECT_EQ(test::read_qr(image), "hello");
}

TEST(JpegTest, same_input_same_bytes) {
    const Picture picture{.fill = blue, .module_shape = ModuleShape::dot};
    EXPECT_EQ(render_jpeg(encode("hello", {}), picture), render_jpeg(encode("hello", {}), picture));
}

TEST(JpegTest, throws_like_the_layout) {
    EXPECT_THROW(render_jpeg(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
}

}  // namespace
}  // namespace qrgen::qr
