// SPDX-License-Identifier: MIT
#include "core/qr/picture/colour.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(ColourTest, reads_either_case) {
    EXPECT_EQ(parse_colour("#000000"), black);
    EXPECT_EQ(parse_colour("#ffFFff"), white);
    EXPECT_EQ(parse_colour("#1a2B3c"), (Colour{0x1A, 0x2B, 0x3C}));
}

TEST(ColourTest, refuses_anything_else) {
    for (const char* text :
         {"", "#", "000000", "#00000", "#0000000", "#00000g", "#FFF", "red", " #00000", "#-10000",
          "#0000000g", "#000000000", "000000000", "transparen", "transparent ", "none"}) {
        EXPECT_FALSE(parse_colour(text)) << text;
    }
}

TEST(ColourTest, reads_alpha) {
    EXPECT_EQ(parse_colour("#11223344"), (Colour{0x11, 0x22, 0x33, 0x44}));
    EXPECT_EQ(parse_colour("#aAbBcCff"), (Colour{0xAA, 0xBB, 0xCC}));
    EXPECT_EQ(parse_colour("transparent"), transparent);
    EXPECT_EQ(parse_colour("Transparent"), transparent);
    EXPECT_EQ(transparent.alpha, 0);
}

TEST(ColourTest, opaque) {
    EXPECT_TRUE(is_opaque(black));
    EXPECT_FALSE(is_opaque(Colour{0, 0, 0, 254}));
}

TEST(ColourTest, writes_what_it_reads) {
    EXPECT_EQ(to_string(Colour{0x00, 0xAB, 0x9F}), "#00AB9F");
    EXPECT_EQ(parse_colour(to_string(Colour{1, 20, 255})), (Colour{1, 20, 255}));
    EXPECT_EQ(to_string(Colour{0x12, 0xAB, 0x9F, 0x0A}), "#12AB9F0A");
    EXPECT_EQ(to_string(transparent), "#FFFFFF00");
}

TEST(ColourTest, blends_by_alpha) {
    const Colour red{200, 0, 0};
    EXPECT_EQ(blend(red, white), red);
    EXPECT_EQ(blend(transparent, red), red);
    EXPECT_EQ(blend(red, transparent), red);
    EXPECT_EQ(blend({0, 0, 0, 51}, white), (Colour{204, 204, 204}));
    EXPECT_EQ(blend({255, 0, 0, 128}, {0, 0, 255}), (Colour{128, 0, 127}));
}

// Both are seen by their parts: a colour that covers nothing does not shine through.
TEST(ColourTest, blends_over_what_is_half_transparent) {
    EXPECT_EQ(blend({0, 0, 0, 128}, transparent), (Colour{0, 0, 0, 128}));
    EXPECT_EQ(blend({255, 0, 0, 128}, {255, 0, 0, 128}), (Colour{255, 0, 0, 192}));
    EXPECT_EQ(blend({240, 0, 0, 51}, {0, 0, 240, 51}), (Colour{133, 0, 107, 92}));
    EXPECT_EQ(blend({1, 2, 3, 0}, {4, 5, 6, 0}).alpha, 0);
}

TEST(ColourTest, luma_weighs_the_channels) {
    EXPECT_DOUBLE_EQ(luma(black), 0);
    EXPECT_DOUBLE_EQ(luma(white), 1);
    EXPECT_DOUBLE_EQ(luma({255, 0, 0}), 0.299);
    EXPECT_DOUBLE_EQ(luma({0, 255, 0}), 0.587);
    EXPECT_DOUBLE_EQ(luma({0, 0, 255}), 0.114);
}

}  // namespace
}  // namespace qrgen::qr
