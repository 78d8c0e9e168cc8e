// SPDX-License-Identifier: MIT
#include "core/qr/picture/scan_risks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Colour grey(std::uint8_t shade, std::uint8_t alpha = 255) {
    return {shade, shade, shade, alpha};
}

constexpr double one_shade = 1.0 / 255;

TEST(ScanRisksTest, contrast_is_the_difference_of_luma) {
    EXPECT_DOUBLE_EQ(contrast(Picture{}), 1);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = white, .back = black}), -1);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = grey(55), .back = grey(200)}), 145 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = {255, 0, 0}}), 1 - 0.299);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = {0, 255, 0}}), 1 - 0.587);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = {0, 0, 255}}), 1 - 0.114);
}

TEST(ScanRisksTest, the_darkest_light_and_the_lightest_dark_count) {
    EXPECT_DOUBLE_EQ(contrast(Picture{.data_dark = grey(60)}), 195 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = grey(60), .data_dark = black}), 195 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.data_light = grey(200)}), 200 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.back = grey(200), .data_light = white}), 200 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.finder = grey(60)}), 195 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.alignment = grey(60)}), 195 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.gradient = Gradient{.end = grey(60)}}), 195 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = grey(60), .gradient = Gradient{.end = black}}),
                     195 * one_shade);
}

TEST(ScanRisksTest, a_gradient_replaces_the_colour_of_data) {
    EXPECT_DOUBLE_EQ(contrast(Picture{.data_dark = grey(60), .gradient = Gradient{.end = black}}), 1);
}

TEST(ScanRisksTest, what_is_transparent_lies_on_white) {
    EXPECT_DOUBLE_EQ(contrast(Picture{.back = transparent}), 1);
    EXPECT_DOUBLE_EQ(contrast(Picture{.back = grey(0, 51)}), 204 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = grey(0, 204)}), 204 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = transparent}), 0);
    // Half of black on grey.
    EXPECT_DOUBLE_EQ(contrast(Picture{.fill = grey(0, 204), .back = grey(200)}), 160 * one_shade);
    EXPECT_DOUBLE_EQ(contrast(Picture{.data_light = grey(0, 51)}), 204 * one_shade);
}

TEST(ScanRisksTest, none) {
    EXPECT_THAT(scan_risks(Picture{}, SymbolKind::qr), IsEmpty());
    EXPECT_THAT(scan_risks(Picture{.border = 2}, SymbolKind::micro), IsEmpty());
    EXPECT_THAT(scan_risks(Picture{.fill = grey(153)}, SymbolKind::qr), IsEmpty());  // exactly 0.40
}

TEST(ScanRisksTest, too_little_contrast) {
    EXPECT_THAT(scan_risks(Picture{.fill = grey(160)}, SymbolKind::qr),
                ElementsAre("the contrast between light and dark is 0.37 of 1, less than 0.40"));
    EXPECT_EQ(scan_risks(Picture{.fill = grey(154)}, SymbolKind::qr).size(), 1U);
    EXPECT_THAT(scan_risks(Picture{.fill = white}, SymbolKind::qr), ElementsAre(HasSubstr("0.00 of 1")));
}

TEST(ScanRisksTest, inverted) {
    EXPECT_THAT(scan_risks(Picture{.fill = white, .back = black}, SymbolKind::qr),
                ElementsAre(AllOf(HasSubstr("brighter"), HasSubstr("1.00 of 1"), HasSubstr("inverted"))));
}

TEST(ScanRisksTest, narrow_quiet_zone) {
    EXPECT_THAT(scan_risks(Picture{.border = 3}, SymbolKind::qr),
                ElementsAre("the quiet zone is 3 modules wide, less than the 4 that scanners rely on"));
    EXPECT_THAT(scan_risks(Picture{.border = 1}, SymbolKind::micro),
                ElementsAre("the quiet zone is 1 module wide, less than the 2 that scanners rely on"));
}

TEST(ScanRisksTest, all_at_once) {
    EXPECT_EQ(scan_risks(Picture{.border = 0, .fill = white}, SymbolKind::qr).size(), 2U);
}

}  // namespace
}  // namespace qrgen::qr
