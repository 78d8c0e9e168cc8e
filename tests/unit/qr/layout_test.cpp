// SPDX-License-Identifier: MIT
#include "core/qr/layout.hpp"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;

Error error_of(int symbol_size, int border, const PictureSize& size) {
    try {
        lay_out(symbol_size, border, size);
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return Error(ErrorKind::failure, "none");
}

void expect_invalid_size(const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    ASSERT_EQ(error.faults().size(), 1U);
    EXPECT_EQ(error.faults().front().field, "size");
}

// No module wider than another, all of the width used, and as much of it as possible by the symbol.
void expect_even(const Layout& layout, int symbol_size, int border, int width) {
    const int symbol = layout.module * symbol_size;
    ASSERT_EQ(layout.width, width);
    ASSERT_GE(layout.module, 1);
    ASSERT_EQ(layout.before + symbol + layout.after, width);
    ASSERT_GE(layout.after - layout.before, 0);
    ASSERT_LE(layout.after - layout.before, 1);
    ASSERT_GE(layout.before, border * layout.module);
    ASSERT_GT((layout.module + 1) * (symbol_size + 2 * border), width);
}

TEST(LayoutTest, fills_every_width_evenly) {
    for (int version = 1; version <= 40; ++version) {
        const int symbol_size = 17 + 4 * version;
        for (int border = 0; border <= 20; ++border) {
            for (int width = symbol_size + 2 * border; width <= 1500; ++width) {
                expect_even(lay_out(symbol_size, border, PixelWidth{width}), symbol_size, border, width);
                if (HasFatalFailure()) FAIL() << symbol_size << ' ' << border << ' ' << width;
            }
        }
    }
}

TEST(LayoutTest, knows_an_example) {
    // 250 pixels for 33 modules and 4 on either side: 6 each leave 52, which is 26 on either side.
    const Layout layout = lay_out(33, 4, PixelWidth{250});
    EXPECT_EQ(layout.module, 6);
    EXPECT_EQ(layout.before, 26);
    EXPECT_EQ(layout.after, 26);
    EXPECT_EQ(lay_out(33, 4, PixelWidth{251}).before, 26);
    EXPECT_EQ(lay_out(33, 4, PixelWidth{251}).after, 27);
}

TEST(LayoutTest, scale_makes_the_width) {
    const Layout layout = lay_out(21, 4, ModuleScale{7});
    EXPECT_EQ(layout.module, 7);
    EXPECT_EQ(layout.before, 28);
    EXPECT_EQ(layout.after, 28);
    EXPECT_EQ(layout.width, 29 * 7);
    EXPECT_EQ(lay_out(177, 0, ModuleScale{1}).width, 177);
}

TEST(LayoutTest, too_few_pixels_name_the_width_needed) {
    EXPECT_EQ(lay_out(21, 4, PixelWidth{29}).module, 1);
    const Error error = error_of(21, 4, PixelWidth{28});
    expect_invalid_size(error);
    EXPECT_THAT(error.message(), HasSubstr("28 pixels"));
    EXPECT_THAT(error.message(), HasSubstr("at least 29"));
    EXPECT_THAT(error.hint(), HasSubstr("size 2 (50 pixels)"));
    expect_invalid_size(error_of(21, 4, PixelWidth{0}));
    expect_invalid_size(error_of(21, 4, PixelWidth{-250}));
}

TEST(LayoutTest, too_wide_names_both_widths) {
    EXPECT_EQ(lay_out(21, 4, PixelWidth{max_picture_width}).width, max_picture_width);
    expect_invalid_size(error_of(21, 4, PixelWidth{max_picture_width + 1}));
    const Error error = error_of(21, 4, ModuleScale{345});
    expect_invalid_size(error);
    EXPECT_THAT(error.message(), HasSubstr("10005"));
    EXPECT_THAT(error.message(), HasSubstr("10000"));
    expect_invalid_size(error_of(177, 20, ModuleScale{2'000'000'000}));
}

TEST(LayoutTest, a_module_is_at_least_one_pixel) {
    expect_invalid_size(error_of(21, 4, ModuleScale{0}));
    expect_invalid_size(error_of(21, 4, ModuleScale{-3}));
}

}  // namespace
}  // namespace qrgen::qr
