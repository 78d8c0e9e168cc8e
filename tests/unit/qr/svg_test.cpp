// SPDX-License-Identifier: MIT
#include "core/qr/svg.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string golden(const std::string& name) {
    std::ifstream file(QRGEN_GOLDEN_DIR "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void expect_shows(const test::Image& image, const Symbol& symbol, const Picture& picture, int scale) {
    ASSERT_EQ(image.width, scale * (symbol.size() + 2 * picture.border));
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const bool dark = symbol.is_dark(x / scale - picture.border, y / scale - picture.border);
            ASSERT_EQ(image.at(x, y), dark ? picture.fill : picture.back) << x << ',' << y;
        }
    }
}

TEST(SvgTest, golden_files) {
    const Symbol symbol = encode("HELLO", {});
    EXPECT_EQ(render_svg(symbol, Picture{}), golden("hello.svg"));
    EXPECT_EQ(render_svg(symbol, Picture{.size = ModuleScale{3},
                                         .border = 0,
                                         .fill = {0x00, 0x33, 0x66},
                                         .back = {0xFF, 0xF4, 0xCC},
                                         .title = "Menu & more",
                                         .description = "Table <5>"}),
              golden("hello-coloured.svg"));
}

TEST(SvgTest, paints_every_module_and_nothing_else) {
    for (const int version : {1, 2, 7, 40}) {
        const Symbol symbol = encode("version", {.min_version = version});
        for (const int border : {0, 4, 20}) {
            const Picture picture{.size = ModuleScale{4},
                                  .border = border,
                                  .fill = {0x10, 0x20, 0x30},
                                  .back = {0xF0, 0xE0, 0xD0}};
            expect_shows(test::rasterise_svg(render_svg(symbol, picture)), symbol, picture, 4);
        }
    }
}

TEST(SvgTest, has_the_width_of_the_picture) {
    const Symbol symbol = encode("hello", {});
    EXPECT_THAT(render_svg(symbol, Picture{.size = PixelWidth{333}}),
                HasSubstr("width=\"333\" height=\"333\" viewBox=\"0 0 29 29\""));
    EXPECT_THAT(render_svg(symbol, Picture{.size = ModuleScale{10}}),
                HasSubstr("width=\"290\" height=\"290\" viewBox=\"0 0 29 29\""));
    EXPECT_THAT(render_svg(symbol, Picture{.size = ModuleScale{2'000'000'000}, .border = 0}),
                HasSubstr("width=\"42000000000\""));
    EXPECT_EQ(test::rasterise_svg(render_svg(symbol, Picture{.size = PixelWidth{333}})).width, 333);
}

TEST(SvgTest, is_never_too_small) {
    const std::string svg = render_svg(encode(test::letters(500), {}), Picture{.size = PixelWidth{25}});
    EXPECT_THAT(svg, HasSubstr("width=\"25\""));
    EXPECT_EQ(test::read_qr(test::rasterise_svg(svg, 400)), test::letters(500));
}

TEST(SvgTest, one_path_for_all_modules_and_no_ids) {
    const std::string svg = render_svg(encode(test::letters(300), {}), Picture{});
    std::size_t paths = 0;
    for (std::size_t at = svg.find("<path"); at != std::string::npos; at = svg.find("<path", at + 1)) ++paths;
    EXPECT_EQ(paths, 2U);  // the background is the other one
    EXPECT_THAT(svg, Not(HasSubstr("id=")));
    EXPECT_THAT(svg, Not(HasSubstr("clip")));
    EXPECT_EQ(svg.back(), '\n');
}

TEST(SvgTest, no_title_no_element) {
    const std::string svg = render_svg(encode("hello", {}), Picture{});
    EXPECT_THAT(svg, Not(HasSubstr("<title")));
    EXPECT_THAT(svg, Not(HasSubstr("<desc")));
}

TEST(SvgTest, text_is_escaped) {
    const std::string svg =
        render_svg(encode("hello", {}),
                   Picture{.title = "</title><script>alert('1 & 2')</script>", .description = "a\rb"});
    EXPECT_THAT(svg,
                HasSubstr("<title>&lt;/title&gt;&lt;script&gt;alert('1 &amp; 2')&lt;/script&gt;</title>"));
    EXPECT_THAT(svg, HasSubstr("<desc>a&#13;b</desc>"));
    EXPECT_NO_THROW(test::rasterise_svg(svg));
}

TEST(SvgTest, text_that_xml_forbids_is_replaced) {
    for (const std::string& title :
         {std::string("a\0b", 3), std::string("\x01\x1B[31m\x7F"), std::string("\xFF\xFE"),
          std::string("cut \xE2\x82"), std::string("\xEF\xBF\xBE \xEF\xBF\xBF"),
          std::string("]]> <!-- &bogus; <![CDATA["), std::string("Grüße 漢字 😀")}) {
        const std::string svg =
            render_svg(encode("hello", {}), Picture{.title = title, .description = title});
        EXPECT_NO_THROW(test::rasterise_svg(svg)) << title;
        EXPECT_EQ(test::read_qr(test::rasterise_svg(svg)), "hello");
    }
    EXPECT_THAT(render_svg(encode("hello", {}), Picture{.title = std::string("a\0b", 3)}),
                HasSubstr("<title>a\xEF\xBF\xBD"
                          "b</title>"));
}

TEST(SvgTest, same_input_same_bytes) {
    EXPECT_EQ(render_svg(encode("hello", {}), Picture{}), render_svg(encode("hello", {}), Picture{}));
}

}  // namespace
}  // namespace qrgen::qr
