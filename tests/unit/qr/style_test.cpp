// SPDX-License-Identifier: MIT
//
// Whatever a picture looks like, decoders of others read it.
#include <gtest/gtest.h>

#include "core/qr/formats/png.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/formats/svg.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour navy{20, 30, 110};
constexpr Colour purple{120, 0, 90};

constexpr const char* content = "https://example.com/menu?table=5";

std::string name_of(ModuleShape shape) {
    const char* names[] = {"square", "rounded", "dot", "connected"};
    return names[static_cast<int>(shape)];
}

std::string name_of(FinderShape shape) {
    const char* names[] = {"square", "rounded", "circle"};
    return names[static_cast<int>(shape)];
}

void expect_reads(const Symbol& symbol, const Picture& picture, const std::string& expected = content) {
    EXPECT_EQ(test::read_with_zxing(test::read_png(render_png(symbol, picture)).image), expected);
    EXPECT_EQ(test::read_with_zxing(test::rasterise_svg(render_svg(symbol, picture))), expected);
}

using Shapes = std::tuple<ModuleShape, FinderShape>;

class StyleTest : public ::testing::TestWithParam<Shapes> {
  protected:
    Picture picture() const {
        Picture picture{.size = PixelWidth{300}, .fill = navy};
        std::tie(picture.module_shape, picture.finder_shape) = GetParam();
        return picture;
    }
};

TEST_P(StyleTest, is_read_in_every_gradient) {
    for (const int version : {1, 4, 9}) {
        SCOPED_TRACE(version);
        const std::string text = version == 1 ? "hello" : content;
        const Symbol symbol = encode(text, {.min_version = version});
        Picture styled = picture();
        expect_reads(symbol, styled, text);
        for (const GradientKind kind : {GradientKind::linear, GradientKind::radial}) {
            styled.gradient = Gradient{.kind = kind, .end = purple, .angle = 30};
            expect_reads(symbol, styled, text);
        }
    }
}

TEST_P(StyleTest, is_read_at_every_level_and_small) {
    for (const ErrorLevel level :
         {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
        Picture styled = picture();
        styled.size = ModuleScale{5};
        expect_reads(encode(content, {.level = level}), styled);
    }
}

TEST_P(StyleTest, is_read_in_other_colours) {
    Picture styled = picture();
    styled.back = {255, 250, 230};
    styled.data_dark = Colour{0, 70, 30};
    styled.data_light = Colour{225, 245, 225};
    styled.finder = Colour{150, 0, 0};
    styled.alignment = Colour{90, 0, 120};
    expect_reads(encode(content, {.min_version = 7}), styled);
    styled.back = transparent;
    styled.data_light = {};
    EXPECT_EQ(test::read_with_zxing(test::read_png(render_png(encode(content, {}), styled)).image), content);
}

TEST_P(StyleTest, is_read_with_frame_and_caption) {
    const Symbol symbol = encode(content, {});
    for (const FrameShape frame : {FrameShape::none, FrameShape::square, FrameShape::rounded}) {
        for (const CaptionSide side : {CaptionSide::below, CaptionSide::above}) {
            Picture styled = picture();
            styled.frame.shape = frame;
            styled.caption = Caption{.text = "Scan me, please: the menu of table 5", .side = side};
            expect_reads(symbol, styled);
        }
    }
}

TEST_P(StyleTest, is_read_with_a_logo) {
    Picture styled = picture();
    styled.logo = Logo::from_bytes(write_png(plain_image(40, 30, {220, 60, 20}), {}));
    expect_reads(encode_for(styled, content, {}), styled);
}

INSTANTIATE_TEST_SUITE_P(Shapes, StyleTest,
                         ::testing::Combine(::testing::Values(ModuleShape::square, ModuleShape::rounded,
                                                              ModuleShape::dot, ModuleShape::connected),
                                            ::testing::Values(FinderShape::square, FinderShape::rounded,
                                                              FinderShape::circle)),
                         [](const auto& test) {
                             return name_of(std::get<0>(test.param)) + "_" + name_of(std::get<1>(test.param));
                         });

}  // namespace
}  // namespace qrgen::qr
