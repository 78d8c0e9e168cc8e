// SPDX-License-Identifier: MIT
//
// What PDF alone has; see page_test.cpp for the rest.
#include "core/qr/formats/pdf.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "tests/support/command.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/print_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Colour cream{0xFF, 0xF4, 0xCC};

// With streams that are not compressed.
std::string readable(const Picture& picture) {
    return test::run("qpdf --qdf --stream-data=uncompress {} -", render_pdf(encode("hello", {}), picture));
}

std::shared_ptr<const Logo> half_transparent_logo() {
    return Logo::from_bytes(test::to_png(test::plain(8, 8, 0xFF000080)));
}

TEST(PdfTest, golden_file) {
    EXPECT_EQ(render_pdf(encode("HELLO", {}), Picture{.title = "Menu"}), test::golden("hello.pdf"));
}

TEST(PdfTest, qpdf_finds_no_fault) {
    const Gradient fading{.kind = GradientKind::radial, .end = {200, 0, 0, 100}};
    for (const Picture& picture :
         {Picture{}, Picture{.fill = {0, 0, 0, 128}, .back = transparent},
          Picture{.data_light = cream, .finder = Colour{90, 0, 0}, .module_shape = ModuleShape::connected},
          Picture{.gradient = fading}, Picture{.gradient = Gradient{.end = {200, 0, 0}}},
          Picture{.logo = half_transparent_logo(), .pure_black_ink = true},
          Picture{.title = "Größe (1)\\ 😀", .description = ">>"}}) {
        EXPECT_NO_THROW(test::check_pdf(render_pdf(encode("hello", {}), picture)));
    }
}

TEST(PdfTest, one_path_for_all_modules) {
    const std::string pdf = readable(Picture{});
    std::size_t fills = 0;
    for (std::size_t at = pdf.find("\nf\n"); at != std::string::npos; at = pdf.find("\nf\n", at + 1)) ++fills;
    EXPECT_EQ(fills, 2U);  // the background is the other one
    EXPECT_THAT(pdf, Not(HasSubstr("/Font")));
}

TEST(PdfTest, title_and_description) {
    const std::string pdf =
        render_pdf(encode("hello", {}), Picture{.title = "Größe 😀", .description = "\xFF"});
    EXPECT_THAT(pdf, HasSubstr("/Title <FEFF0047007200F600DF00650020D83DDE00>"));
    EXPECT_THAT(pdf, HasSubstr("/Subject <FEFFFFFD>"));
    const std::string info = test::run("pdfinfo {}", pdf);
    EXPECT_THAT(info, HasSubstr("Größe 😀"));
    EXPECT_THAT(render_pdf(encode("hello", {}), Picture{}), Not(HasSubstr("/Info")));
}

TEST(PdfTest, opaque_pictures_need_no_transparency) {
    EXPECT_THAT(readable(Picture{.gradient = Gradient{.end = {200, 0, 0}}}), Not(HasSubstr("/Transparency")));
}

TEST(PdfTest, half_transparent_colours) {
    const Colour fill{0, 0, 0x80, 128};
    const Symbol symbol = encode("hello", {});
    const test::Image image = test::rasterise_pdf(
        render_pdf(symbol, Picture{.size = ModuleScale{4}, .fill = fill, .back = cream}), css_dpi);
    const Colour expected = blend(fill, cream);
    const Colour seen = image.at(18, 18);  // in the corner of a finder pattern
    EXPECT_NEAR(seen.red, expected.red, 2);
    EXPECT_NEAR(seen.green, expected.green, 2);
    EXPECT_NEAR(seen.blue, expected.blue, 2);
    EXPECT_EQ(image.at(2, 2), cream);
}

// From opaque in the left to nothing in the right, in Poppler and in Ghostscript.
TEST(PdfTest, gradient_of_alpha) {
    const Symbol symbol = encode("hello", {.min_version = 10});
    const Picture picture{.size = ModuleScale{4},
                          .fill = {0, 0, 0x80},
                          .back = cream,
                          .gradient = Gradient{.end = {0, 0, 0x80, 0}}};
    const std::string pdf = render_pdf(symbol, picture);
    for (const test::Image& image : {test::rasterise_pdf(pdf, css_dpi), test::rasterise_eps(pdf, css_dpi)}) {
        ASSERT_EQ(image.width, 4 * (symbol.size() + 8));
        for (int y = 9; y < symbol.size() - 8; ++y) {
            for (int x = 0; x < symbol.size(); ++x) {
                if (!symbol.is_dark(x, y)) continue;
                const double share = 1 - (x + 0.5) / symbol.size();
                const Colour expected =
                    blend({0, 0, 0x80, static_cast<std::uint8_t>(std::lround(255 * share))}, cream);
                const Colour seen = image.at(4 * (x + 4) + 2, 4 * (y + 4) + 2);
                ASSERT_NEAR(seen.red, expected.red, 6) << x << ',' << y;
                ASSERT_NEAR(seen.blue, expected.blue, 6) << x << ',' << y;
            }
        }
    }
}

TEST(PdfTest, mixes_colours_in_the_space_that_is_printed) {
    EXPECT_THAT(readable(Picture{.logo = half_transparent_logo()}), HasSubstr("/CS /DeviceRGB"));
    EXPECT_THAT(readable(Picture{.logo = half_transparent_logo(), .pure_black_ink = true}),
                HasSubstr("/CS /DeviceCMYK"));
}

}  // namespace
}  // namespace qrgen::qr
