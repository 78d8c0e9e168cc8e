// SPDX-License-Identifier: MIT
#include "core/qr/images/svg_drawing.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/formats/svg.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/images/documents.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ReadSvgTest, draws_on_a_transparent_ground) {
    const Image image = read_svg(svg(R"(viewBox="0 0 20 10")", R"(<rect width="5" height="10" fill="#ff8000"/>
             <rect x="5" width="5" height="10" fill="#0040c0" fill-opacity="0.5"/>)"),
                                 {});
    ASSERT_EQ(image.width, 1000);
    ASSERT_EQ(image.height, 500);
    EXPECT_THAT(pixel(image, 100, 250), ElementsAre(255, 128, 0, 255));
    EXPECT_THAT(pixel(image, 400, 250),
                ElementsAre(0, 64, 191, 128));  // the colour as it was, within rounding
    EXPECT_THAT(pixel(image, 700, 250), ElementsAre(0, 0, 0, 0));
}

TEST(ReadSvgTest, takes_its_proportions_from_its_size_or_else_from_its_view_box) {
    const auto height = [](const std::string& attributes) {
        return read_svg(svg(attributes, green_square), {}).height;
    };
    EXPECT_EQ(height(R"(width="10" height="20")"), 2000);
    EXPECT_EQ(height(R"(width="1cm" height="5mm")"), 500);
    EXPECT_EQ(height(R"(width="10" height="20" viewBox="0 0 100 10")"), 2000);
    EXPECT_EQ(height(R"(viewBox="0 0 10 3")"), 300);
    EXPECT_EQ(height(R"(width="100%" height="100%" viewBox="0 0 10 3")"), 300);
    EXPECT_EQ(height(R"(width="50" viewBox="0 0 10 3")"), 300);
}

TEST(ReadSvgTest, a_coarse_unit_is_drawn_in_whole_pixels) {
    const auto width = [](const std::string& attributes) {
        return read_svg(svg(attributes, green_square), {}).width;
    };
    EXPECT_EQ(width(R"(viewBox="0 0 33 33")"), 990);
    EXPECT_EQ(width(R"(viewBox="0 0 500 5")"), 1000);
    EXPECT_EQ(width(R"(viewBox="0 0 501 501")"), 1000);
    EXPECT_EQ(width(R"(viewBox="0 0 33.5 33")"), 1000);
    EXPECT_EQ(width(R"(viewBox="0 0 0.25 0.25")"), 1000);
}

TEST(ReadSvgTest, our_own_codes_are_read_module_by_module) {
    const Symbol symbol = encode("https://example.org/menu?table=5", {});
    const Image image = read_svg(render_svg(symbol, {}), {});
    const int modules = symbol.size() + 8;
    ASSERT_EQ(image.width, 1000 / modules * modules);
    ASSERT_EQ(image.height, image.width);
    const int scale = image.width / modules;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t level = symbol.is_dark(x / scale - 4, y / scale - 4) ? 0 : 255;
            ASSERT_THAT(pixel(image, x, y), ElementsAre(level, level, level, 255)) << x << ',' << y;
        }
    }
    EXPECT_EQ(test::read_qr(on_white(image)), "https://example.org/menu?table=5");
}

TEST(ReadSvgTest, same_bytes_same_pixels) {
    const std::string bytes =
        svg(R"(viewBox="0 0 10 10")", R"(<circle cx="5" cy="5" r="3.3" fill="#123456" opacity="0.3"/>)");
    EXPECT_EQ(read_svg(bytes, {}).rgba, read_svg(bytes, {}).rgba);
}

TEST(ReadSvgTest, refuses_what_is_no_svg) {
    EXPECT_THAT(refusal(read_svg, ""), HasSubstr("the SVG is empty"));
    EXPECT_THAT(refusal(read_svg, "<svg"), HasSubstr("the SVG is broken"));
    EXPECT_THAT(refusal(read_svg, "<html></html>"), HasSubstr("the SVG is broken"));
    EXPECT_THAT(refusal(read_svg, std::string(1000, '\0')), HasSubstr("the SVG is broken"));
    EXPECT_THAT(refusal(read_svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>"),
                HasSubstr("the SVG is broken"));
}

TEST(ReadSvgTest, refuses_sizes_that_cannot_be_drawn) {
    const auto refused = [](const std::string& attributes) {
        return refusal(read_svg, svg(attributes, green_square));
    };
    EXPECT_THAT(refused(""), HasSubstr("neither a width and height nor a viewBox"));
    EXPECT_THAT(refused(R"(width="10" height="0")"), HasSubstr("no area"));
    EXPECT_THAT(refused(R"(viewBox="0 0 1 30000")"), HasSubstr("more than 20000 pixels high"));
    EXPECT_THAT(refused(R"(width="1" height="1e30")"), HasSubstr("more than 20000 pixels high"));
    EXPECT_THAT(refused(R"(viewBox="0 0 30000 1")"), HasSubstr("less than a pixel high"));
    EXPECT_THAT(refusal(read_svg, svg(R"(viewBox="0 0 10 10")", green_square), {.max_pixels = 999'999}),
                HasSubstr("999999"));
}

TEST(ReadSvgTest, a_huge_view_box_is_drawn_small) {
    EXPECT_EQ(read_svg(svg(R"(viewBox="0 0 1e9 1e9")", green_square), {}).height, 1000);
}

bool is_blank(const Image& image) {
    return std::all_of(image.rgba.begin(), image.rgba.end(), [](std::uint8_t byte) { return byte == 0; });
}

TEST_F(OutsideTest, an_svg_loads_nothing_from_outside) {
    const std::string attributes = R"(viewBox="0 0 10 10")";
    for (const std::string& address : {file("green.svg"), (folder_ / "green.svg").string(),
                                       std::string("green.svg"), std::string("http://127.0.0.1:9/x.png")}) {
        const std::string reference = " href=\"" + address + "\" xlink:href=\"" + address + "\" ";
        EXPECT_TRUE(
            is_blank(read_svg(svg(attributes, "<image width=\"10\" height=\"10\"" + reference + "/>"), {})));
        EXPECT_TRUE(is_blank(read_svg(svg(attributes, "<use href=\"" + address + "#a\"/>"), {})));
        EXPECT_TRUE(is_blank(
            read_svg(svg(attributes, "<style>@import url(\"" + address +
                                         "\");</style><rect fill=\"none\" width=\"9\" height=\"9\"/>"),
                     {})));
    }
    // A data: URL is within the document, so that this is how the pictures above would show.
    const std::string inside =
        "data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'&gt;"
        "&lt;rect width='1' height='1'/&gt;&lt;/svg&gt;";
    EXPECT_FALSE(is_blank(
        read_svg(svg(attributes, "<image width=\"10\" height=\"10\" href=\"" + inside + "\"/>"), {})));
}

TEST_F(OutsideTest, an_svg_includes_no_other_file) {
    const std::string text = "<text y=\"9\" font-size=\"9\">";
    EXPECT_THAT(refusal(read_svg, "<!DOCTYPE svg [<!ENTITY e SYSTEM \"" + file("secret.txt") + "\">]>" +
                                      svg(R"(viewBox="0 0 10 10")", text + "&e;</text>")),
                Not(HasSubstr("SECRET")));
    const std::string include =
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"" +
        file("secret.txt") + "\"/>";
    EXPECT_TRUE(is_blank(read_svg(svg(R"(viewBox="0 0 10 10")", text + include + "</text>"), {})));
}

TEST(ReadSvgTest, many_laughs_are_cut_short) {
    std::string entities = "<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const std::string previous = "&a" + std::to_string(i - 1) + ";";
        entities += "<!ENTITY a" + std::to_string(i) + " \"" + previous + previous + "\">";
    }
    EXPECT_THAT(refusal(read_svg, "<!DOCTYPE svg [" + entities + "]>" +
                                      svg(R"(viewBox="0 0 9 9")", "<text y=\"9\">&a29;</text>")),
                HasSubstr("SVG"));
    std::string uses = R"(<g id="g0"><rect width="1" height="1"/></g>)";
    for (int i = 1; i < 30; ++i) {
        const std::string use = "<use href=\"#g" + std::to_string(i - 1) + "\"/>";
        uses += "<g id=\"g" + std::to_string(i) + "\">" + use + use + "</g>";
    }
    EXPECT_THAT(refusal(read_svg, svg(R"(viewBox="0 0 9 9")", uses), {.drawing_seconds = 1}),
                HasSubstr("SVG"));
}

}  // namespace
}  // namespace qrgen::qr
