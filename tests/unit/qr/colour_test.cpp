// SPDX-License-Identifier: MIT
#include "core/qr/colour.hpp"

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
         {"", "#", "000000", "#00000", "#0000000", "#00000g", "#FFF", "red", " #00000", "#-10000"}) {
        EXPECT_FALSE(parse_colour(text)) << text;
    }
}

TEST(ColourTest, writes_what_it_reads) {
    EXPECT_EQ(to_string(Colour{0x00, 0xAB, 0x9F}), "#00AB9F");
    EXPECT_EQ(parse_colour(to_string(Colour{1, 20, 255})), (Colour{1, 20, 255}));
}

}  // namespace
}  // namespace qrgen::qr
