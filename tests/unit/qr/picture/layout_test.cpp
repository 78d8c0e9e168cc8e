// SPDX-License-Identifier: MIT
#include "core/qr/picture/layout.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;

Margins all_round(double margin) {
    return {.left = margin, .top = margin, .right = margin, .bottom = margin};
}

Layout lay_out(int symbol_size, int border, const PictureSize& size) {
    return qr::lay_out(symbol_size, all_round(border), size);
}

// Pixels to the right of the symbol.
int after_of(const Layout& layout, int symbol_size) {
    return layout.width - layout.left - symbol_size * layout.module;
}

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
    ASSERT_EQ(layout.height, width);
    ASSERT_EQ(layout.top, layout.left);
    ASSERT_GE(layout.module, 1);
    ASSERT_EQ(layout.left + symbol + after_of(layout, symbol_size), width);
    ASSERT_GE(after_of(layout, symbol_size) - layout.left, 0);
    ASSERT_LE(after_of(layout, symbol_size) - layout.left, 1);
    ASSERT_GE(layout.left, border * layout.module);
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
    EXPECT_EQ(layout.left, 26);
    EXPECT_EQ(after_of(layout, 33), 26);
    EXPECT_EQ(lay_out(33, 4, PixelWidth{251}).left, 26);
    EXPECT_EQ(after_of(lay_out(33, 4, PixelWidth{251}), 33), 27);
}

TEST(LayoutTest, scale_makes_the_width) {
    const Layout layout = lay_out(21, 4, ModuleScale{7});
    EXPECT_EQ(layout.module, 7);
    EXPECT_EQ(layout.left, 28);
    EXPECT_EQ(after_of(layout, 21), 28);
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

TEST(LayoutTest, margins_may_differ) {
    const Margins margins{.left = 1, .top = 2, .right = 3, .bottom = 10};
    const Layout scaled = qr::lay_out(21, margins, ModuleScale{5});
    EXPECT_EQ(scaled.left, 5);
    EXPECT_EQ(scaled.top, 10);
    EXPECT_EQ(scaled.width, 25 * 5);
    EXPECT_EQ(scaled.height, 33 * 5);
    // What is over of the width is added to the height too.
    const Layout wide = qr::lay_out(21, margins, PixelWidth{128});
    EXPECT_EQ(wide.module, 5);
    EXPECT_EQ(wide.left, 6);
    EXPECT_EQ(wide.top, 11);
    EXPECT_EQ(wide.width, 128);
    EXPECT_EQ(wide.height, 168);
}

TEST(LayoutTest, margins_are_never_less_than_asked_for) {
    for (int tenths = 0; tenths < 80; ++tenths) {
        const Margins margins{.left = tenths / 10.0, .top = 0.1 + 0.2, .right = 4.5, .bottom = tenths / 7.0};
        for (int width = 40; width < 300; ++width) {
            const Layout layout = qr::lay_out(21, margins, PixelWidth{width});
            const int symbol = 21 * layout.module;
            ASSERT_EQ(layout.width, width);
            ASSERT_GE(layout.left, margins.left * layout.module - 1e-5);
            ASSERT_GE(layout.top, margins.top * layout.module - 1e-5);
            ASSERT_GE(width - layout.left - symbol, margins.right * layout.module - 1e-5);
            ASSERT_GE(layout.height - layout.top - symbol, margins.bottom * layout.module - 1e-5);
        }
    }
    EXPECT_EQ(qr::lay_out(21, all_round(0.1 + 0.2), ModuleScale{10}).width, 216);
}

TEST(LayoutTest, too_high) {
    try {
        qr::lay_out(21, {.left = 4, .top = 4, .right = 4, .bottom = 4000}, PixelWidth{290});
        FAIL();
    } catch (const Error& error) {
        expect_invalid_size(error);
        EXPECT_THAT(error.message(), HasSubstr("40250"));
    }
}

TEST(LayoutTest, physical_width) {
    const auto width = [](double value, LengthUnit unit, int dpi) {
        return qr::lay_out(21, all_round(4), PhysicalWidth{value, unit}, dpi).width;
    };
    EXPECT_EQ(width(30, LengthUnit::millimetre, 300), 354);  // 354.33
    EXPECT_EQ(width(3, LengthUnit::centimetre, 600), 709);   // 708.66
    EXPECT_EQ(width(2, LengthUnit::inch, 72), 144);
}

TEST(LayoutTest, physical_width_too_small_names_one_that_is_not) {
    const PhysicalWidth small{2, LengthUnit::millimetre};
    const Error error = error_of(21, 4, small);
    expect_invalid_size(error);
    EXPECT_THAT(error.message(), HasSubstr("24 pixels at 300 dpi"));
    EXPECT_THAT(error.message(), HasSubstr("at least 29"));
    EXPECT_THAT(error.hint(), HasSubstr("2.46 mm"));
    EXPECT_EQ(lay_out(21, 4, PhysicalWidth{2.46, LengthUnit::millimetre}).module, 1);
    EXPECT_THAT(error_of(177, 4, PhysicalWidth{0.1, LengthUnit::inch}).hint(), HasSubstr("0.617 in"));
    for (const double nonsense : {0.0, -5.0, -1e300, std::nan("")}) {
        expect_invalid_size(error_of(21, 4, PhysicalWidth{nonsense, LengthUnit::inch}));
    }
}

TEST(LayoutTest, physical_width_too_wide) {
    expect_invalid_size(error_of(21, 4, PhysicalWidth{34, LengthUnit::inch}));
    expect_invalid_size(error_of(21, 4, PhysicalWidth{1e300, LengthUnit::inch}));
}

TEST(LayoutTest, of_a_picture) {
    const Symbol symbol = encode("hello", {});
    const Layout layout =
        qr::lay_out(symbol, Picture{.size = PhysicalWidth{1, LengthUnit::inch}, .dpi = 600, .border = 2});
    EXPECT_EQ(layout.width, 600);
    EXPECT_EQ(layout.module, 24);
    EXPECT_EQ(layout.left, 48);
    EXPECT_EQ(qr::lay_out(symbol, Picture{.size = PhysicalWidth{1, LengthUnit::inch}}).width, default_dpi);
}

TEST(LayoutTest, resolution_of_a_picture) {
    EXPECT_EQ(resolution(Picture{}), std::nullopt);
    EXPECT_EQ(resolution(Picture{.dpi = 150}), 150);
    EXPECT_EQ(resolution(Picture{.size = PhysicalWidth{1, LengthUnit::inch}}), default_dpi);
    EXPECT_EQ(resolution(Picture{.size = PhysicalWidth{1, LengthUnit::inch}, .dpi = 150}), 150);
}

void expect_print(const PrintSize& size, double width, double height, double module) {
    EXPECT_NEAR(size.width, width, 1e-9);
    EXPECT_NEAR(size.height, height, 1e-9);
    EXPECT_NEAR(size.module, module, 1e-9);
}

TEST(LayoutTest, print_size_of_vectors_is_exact) {
    const Symbol symbol = encode("hello", {});
    const auto size = [&](const Picture& picture) { return vector_print_size(symbol, picture); };
    expect_print(size({.size = PhysicalWidth{29, LengthUnit::millimetre}}), 29, 29, 1);
    expect_print(size({.size = PhysicalWidth{29, LengthUnit::millimetre}, .dpi = 1200}), 29, 29, 1);
    expect_print(size({.size = PixelWidth{290}}), 290 * 25.4 / 96, 290 * 25.4 / 96, 10 * 25.4 / 96);
    expect_print(size({.size = PixelWidth{290}, .dpi = 254}), 29, 29, 1);
    expect_print(size({.size = ModuleScale{10}, .dpi = 254}), 29, 29, 1);
    // A frame of one module all around.
    expect_print(size({.size = ModuleScale{10}, .dpi = 254, .frame = {.shape = FrameShape::square}}), 31, 31,
                 1);
}

TEST(LayoutTest, print_size_of_pixels_is_of_whole_ones) {
    const Symbol symbol = encode("hello", {});
    EXPECT_FALSE(pixel_print_size(symbol, Picture{}));
    expect_print(*pixel_print_size(symbol, {.size = PixelWidth{300}, .dpi = 254}), 30, 30, 1);
    expect_print(
        *pixel_print_size(symbol, {.size = PhysicalWidth{30.04, LengthUnit::millimetre}, .dpi = 254}), 30, 30,
        1);
}

}  // namespace
}  // namespace qrgen::qr
