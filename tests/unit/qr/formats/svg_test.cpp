// SPDX-License-Identifier: MIT
#include "core/qr/formats/svg.hpp"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/base64.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/formats/raster.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
    EXPECT_EQ(render_svg(symbol, Picture{}), test::golden("hello.svg"));
    EXPECT_EQ(render_svg(symbol, Picture{.size = ModuleScale{3},
                                         .border = 0,
                                         .fill = {0x00, 0x33, 0x66},
                                         .back = {0xFF, 0xF4, 0xCC},
                                         .title = "Menu & more",
                                         .description = "Table <5>"}),
              test::golden("hello-coloured.svg"));
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

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

Picture decorated() {
    return Picture{.size = ModuleScale{8},
                   .fill = {0, 0x33, 0x66},
                   .back = {0xFF, 0xF4, 0xCC},
                   .data_light = Colour{0xFF, 0xFF, 0xFF},
                   .finder = Colour{0x66, 0, 0},
                   .gradient = Gradient{.end = {0x66, 0, 0x66}, .angle = 45},
                   .module_shape = ModuleShape::connected,
                   .finder_shape = FinderShape::rounded,
                   .frame = {.shape = FrameShape::rounded}};
}

TEST(SvgTest, golden_file_of_a_decorated_picture) {
    EXPECT_EQ(render_svg(encode("HELLO", {}), decorated()), test::golden("hello-decorated.svg"));
}

TEST(SvgTest, alpha) {
    const Symbol symbol = encode("hello", {});
    for (const ModuleShape shape : {ModuleShape::square, ModuleShape::dot}) {
        const std::string svg = render_svg(
            symbol, Picture{.fill = {0, 0, 0, 204}, .back = {255, 0, 0, 51}, .module_shape = shape});
        EXPECT_THAT(svg, HasSubstr("<path fill=\"#FF0000\" fill-opacity=\".2\" d="));
        EXPECT_THAT(svg, HasSubstr("<path fill=\"#000000\" fill-opacity=\".8\" d="));
        const std::string open = render_svg(symbol, Picture{.back = transparent, .module_shape = shape});
        EXPECT_EQ(count(open, "<path"), 1U);
        EXPECT_THAT(open, Not(HasSubstr("opacity")));
        // The grey that the reader puts below.
        EXPECT_EQ(test::rasterise_svg(open).at(0, 0), (Colour{128, 128, 128}));
    }
}

TEST(SvgTest, physical_width_as_it_was_asked_for) {
    const Symbol symbol = encode("hello", {});
    const auto svg = [&](double value, LengthUnit unit) {
        return render_svg(symbol, Picture{.size = PhysicalWidth{value, unit}, .dpi = 600});
    };
    EXPECT_THAT(svg(30, LengthUnit::millimetre),
                HasSubstr("width=\"30mm\" height=\"30mm\" viewBox=\"0 0 29 29\""));
    EXPECT_THAT(svg(2.5, LengthUnit::centimetre), HasSubstr("width=\"2.5cm\" height=\"2.5cm\""));
    EXPECT_THAT(svg(1.125, LengthUnit::inch), HasSubstr("width=\"1.125in\" height=\"1.125in\""));
    EXPECT_EQ(test::rasterise_svg(svg(2, LengthUnit::inch)).width, 192);
}

TEST(SvgTest, captions_make_it_higher) {
    const Symbol symbol = encode("hello", {});
    const Caption caption{.text = "Scan\nme", .height = 2};
    // 29 modules, half a module, 2 lines, half a line.
    EXPECT_THAT(render_svg(symbol, Picture{.size = PixelWidth{290}, .caption = caption}),
                HasSubstr("width=\"290\" height=\"345\" viewBox=\"0 0 29 34.5\""));
    EXPECT_THAT(
        render_svg(symbol, Picture{.size = PhysicalWidth{58, LengthUnit::millimetre}, .caption = caption}),
        HasSubstr("width=\"58mm\" height=\"69mm\""));
}

TEST(SvgTest, captions_can_be_read_aloud) {
    const Symbol symbol = encode("hello", {});
    Picture picture{.caption = Caption{.text = "\"Scan\" me\n& smile"}};
    EXPECT_THAT(render_svg(symbol, picture),
                HasSubstr(" role=\"img\" aria-label=\"&quot;Scan&quot; me &amp; smile\">"));
    picture.title = "Menu";
    EXPECT_THAT(render_svg(symbol, picture),
                HasSubstr("aria-label=\"Menu, &quot;Scan&quot; me &amp; smile\">"));
    EXPECT_THAT(render_svg(symbol, picture), HasSubstr("<title>Menu</title>"));
    EXPECT_NO_THROW(test::rasterise_svg(render_svg(symbol, picture)));
    EXPECT_THAT(render_svg(symbol, Picture{}), Not(HasSubstr("role=")));
}

std::string id_of(const std::string& svg) {
    const std::size_t start = svg.find(" id=\"") + 5;
    return svg.substr(start, svg.find('"', start) - start);
}

TEST(SvgTest, gradients_have_ids_of_their_own) {
    const auto svg = [](const std::string& content, Gradient gradient) {
        return render_svg(encode(content, {}), Picture{.gradient = gradient});
    };
    const std::string first = svg("hello", {.end = white});
    EXPECT_EQ(count(first, " id="), 1U);
    EXPECT_THAT(first, HasSubstr("fill=\"url(#" + id_of(first) + ")\""));
    EXPECT_EQ(first, svg("hello", {.end = white}));
    EXPECT_NE(id_of(first), id_of(svg("other", {.end = white})));
    EXPECT_NE(id_of(first), id_of(svg("hello", {.end = {255, 255, 254}})));
    EXPECT_NE(id_of(first), id_of(svg("hello", {.end = white, .angle = 1})));
    EXPECT_NE(id_of(first), id_of(svg("hello", {.kind = GradientKind::radial, .end = white})));
}

TEST(SvgTest, gradients_are_written_in_modules) {
    const Symbol symbol = encode("hello", {});
    EXPECT_THAT(render_svg(symbol, Picture{.fill = {0, 0, 0, 51}, .gradient = Gradient{.end = {255, 0, 0}}}),
                HasSubstr("gradientUnits=\"userSpaceOnUse\" x1=\"4\" y1=\"14.5\" x2=\"25\" y2=\"14.5\">"
                          "<stop offset=\"0\" stop-color=\"#000000\" stop-opacity=\".2\"/>"
                          "<stop offset=\"1\" stop-color=\"#FF0000\"/></linearGradient>"));
    EXPECT_THAT(render_svg(symbol, Picture{.gradient = Gradient{.kind = GradientKind::radial, .end = white}}),
                HasSubstr("cx=\"14.5\" cy=\"14.5\" r=\"14.849\">"));
}

// What is drawn by us and what librsvg makes of the file look alike.
TEST(SvgTest, looks_like_the_pixels) {
    const Symbol symbol = encode("hello", {.min_version = 7});
    Picture picture = decorated();
    picture.caption = Caption{.text = "Both alike"};
    picture.alignment = Colour{90, 60, 0};
    for (const GradientKind kind : {GradientKind::linear, GradientKind::radial}) {
        picture.gradient->kind = kind;
        const test::Image svg = test::rasterise_svg(render_svg(symbol, picture));
        const Image drawn = draw_pixels(symbol, picture);
        ASSERT_EQ(svg.width, drawn.width);
        ASSERT_NEAR(svg.height, drawn.height, 1);
        int different = 0;
        for (int y = 0; y < svg.height && y < drawn.height; ++y) {
            for (int x = 0; x < drawn.width; ++x) {
                const Colour here = blend(colour_at(drawn, x, y), {128, 128, 128});
                const Colour there = svg.at(x, y);
                const int difference = std::abs(here.red - there.red) + std::abs(here.green - there.green) +
                                       std::abs(here.blue - there.blue);
                different += difference > 60 ? 1 : 0;
            }
        }
        EXPECT_LT(different, 20);
    }
}

TEST(SvgTest, logos_are_embedded_as_they_are) {
    const Symbol symbol = encode("hello", {.min_version = 5});
    const std::string png = write_png(plain_image(30, 15, {220, 60, 20}), {});
    const Picture picture{
        .size = ModuleScale{10}, .logo = Logo::from_bytes(png), .logo_placement = {.size = 40}};
    const std::string svg = render_svg(symbol, picture);
    EXPECT_THAT(svg, HasSubstr(" xmlns:xlink=\"http://www.w3.org/1999/xlink\""));
    EXPECT_THAT(svg, HasSubstr("<image x=\"15.1\" y=\"18.8\" width=\"14.8\" height=\"7.4\""));
    EXPECT_THAT(svg, HasSubstr("xlink:href=\"data:image/png;base64," + to_base64(png) + "\""));
    EXPECT_EQ(test::rasterise_svg(svg).at(225, 225), (Colour{220, 60, 20}));
}

TEST(SvgTest, svg_logos_stay_svg) {
    const Symbol symbol = encode("hello", {.min_version = 5});
    const std::string logo =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\">"
        "<rect width=\"20\" height=\"20\" fill=\"#DC3C14\"/></svg>";
    const std::string svg =
        render_svg(symbol, Picture{.size = ModuleScale{10}, .logo = Logo::from_bytes(logo)});
    EXPECT_THAT(svg, HasSubstr("xlink:href=\"data:image/svg+xml;base64," + to_base64(logo) + "\""));
    EXPECT_EQ(test::rasterise_svg(svg).at(225, 225), (Colour{0xDC, 0x3C, 0x14}));
}

}  // namespace
}  // namespace qrgen::qr
