// SPDX-License-Identifier: MIT
#include "core/qr/formats/raster.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/picture/layout.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/module_role.hpp"
#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour red{200, 0, 0};
constexpr Colour green{0, 120, 0};
constexpr Colour blue{0, 0, 200};
constexpr Colour grey{230, 230, 230};
constexpr Colour brown{90, 60, 0};

Symbol symbol_7() {
    return encode("raster", {.min_version = 7});
}

// The symbol's modules and nothing else, as the function says for each; `whole`: every pixel of the module,
// not only its middle.
template <typename Expected>
void expect_pixels(const Symbol& symbol, const Picture& picture, bool whole, const Expected& expected) {
    const Layout layout = lay_out(symbol, picture);
    const Image image = draw_pixels(symbol, picture);
    ASSERT_EQ(image.width, layout.width);
    ASSERT_EQ(image.height, layout.height);
    ASSERT_EQ(image.rgba.size(),
              4U * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    const ModuleRoles roles(symbol.kind(), symbol.version());
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int column = x < layout.left ? -1 : (x - layout.left) / layout.module;
            const int row = y < layout.top ? -1 : (y - layout.top) / layout.module;
            const bool inside = column >= 0 && row >= 0 && column < symbol.size() && row < symbol.size();
            const bool middle = (x - layout.left) % layout.module == layout.module / 2 &&
                                (y - layout.top) % layout.module == layout.module / 2;
            if (inside && !whole && !middle) continue;
            const Colour wanted =
                inside ? expected(roles.at(column, row), symbol.is_dark(column, row)) : picture.back;
            ASSERT_EQ(colour_at(image, x, y), wanted) << x << ',' << y;
        }
    }
}

TEST(RasterTest, plain) {
    for (const int width : {53, 54, 250, 333}) {
        const Picture picture{.size = PixelWidth{width}, .fill = red, .back = grey};
        expect_pixels(symbol_7(), picture, true, [](ModuleRole, bool dark) { return dark ? red : grey; });
    }
    expect_pixels(symbol_7(), Picture{.size = ModuleScale{1}, .border = 0}, true,
                  [](ModuleRole, bool dark) { return dark ? black : white; });
}

Colour by_role(ModuleRole role, bool dark) {
    if (!dark) return role == ModuleRole::data ? grey : white;
    switch (role) {
        case ModuleRole::data: return red;
        case ModuleRole::finder: return green;
        case ModuleRole::alignment: return blue;
        default: return brown;
    }
}

// With and without a frame, squares are drawn in different ways.
TEST(RasterTest, colours_by_role) {
    Picture picture{.size = ModuleScale{5},
                    .border = 2,
                    .fill = brown,
                    .data_dark = red,
                    .data_light = grey,
                    .finder = green,
                    .alignment = blue};
    expect_pixels(symbol_7(), picture, true, by_role);
    picture.module_shape = ModuleShape::connected;
    expect_pixels(symbol_7(), picture, false, by_role);
}

TEST(RasterTest, both_ways_of_drawing_squares_agree) {
    const Symbol symbol = symbol_7();
    const Picture picture{.size = PixelWidth{371},
                          .fill = {90, 60, 0, 200},
                          .back = {255, 255, 255, 120},
                          .data_dark = Colour{200, 0, 0, 90},
                          .data_light = Colour{10, 230, 230, 128},
                          .finder = green,
                          .alignment = Colour{0, 0, 0, 0}};
    Picture other = picture;
    // The same colour at both ends, as nothing else that is not plain leaves the picture as it is.
    other.frame = {.shape = FrameShape::square, .width = 0};
    EXPECT_EQ(draw_pixels(symbol, picture).rgba, draw_pixels(symbol, other).rgba);
}

TEST(RasterTest, nothing_is_painted_on_a_transparent_background) {
    const Image image =
        draw_pixels(symbol_7(), Picture{.back = transparent, .module_shape = ModuleShape::dot});
    EXPECT_EQ(colour_at(image, 0, 0).alpha, 0);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const Colour colour = colour_at(image, x, y);
            // Smooth edges are of the colour, not of what it may be put on.
            if (colour.alpha == 0) continue;
            ASSERT_EQ((Colour{colour.red, colour.green, colour.blue}), black) << x << ',' << y;
        }
    }
}

TEST(RasterTest, frames_reach_the_edges_whatever_the_width) {
    const Symbol symbol = symbol_7();
    for (const int width : {300, 301, 345}) {
        const Picture picture{.size = PixelWidth{width}, .fill = red, .frame = {FrameShape::square, 1}};
        const Image image = draw_pixels(symbol, picture);
        const Layout layout = lay_out(symbol, picture);
        for (int i = 0; i < width; ++i) {
            ASSERT_EQ(colour_at(image, i, 0), red);
            ASSERT_EQ(colour_at(image, i, width - 1), red);
            ASSERT_EQ(colour_at(image, 0, i), red);
            ASSERT_EQ(colour_at(image, width - 1, i), red);
        }
        // The quiet zone, whole.
        for (int i = layout.left - 4 * layout.module; i < layout.left; ++i) {
            ASSERT_EQ(colour_at(image, i, width / 2), white);
        }
    }
}

TEST(RasterTest, rounded_frames_have_transparent_corners) {
    const Image image = draw_pixels(
        symbol_7(), Picture{.size = PixelWidth{400}, .fill = red, .frame = {FrameShape::rounded, 1}});
    EXPECT_EQ(colour_at(image, 0, 0).alpha, 0);
    EXPECT_EQ(colour_at(image, 399, 399).alpha, 0);
    EXPECT_EQ(colour_at(image, 0, 200), red);
    for (int i = 0; i < 400; ++i) {
        const Colour colour = colour_at(image, i, i);
        // The background does not shine through the outer edge.
        if (colour.alpha == 0 || colour.alpha == 255) continue;
        ASSERT_EQ((Colour{colour.red, colour.green, colour.blue}), red);
    }
}

TEST(RasterTest, gradients) {
    const Symbol symbol = symbol_7();
    const Picture picture{.size = ModuleScale{4}, .fill = red, .gradient = Gradient{.end = blue}};
    const Image image = draw_pixels(symbol, picture);
    const auto middle = [&](int x, int y) { return colour_at(image, (4 + x) * 4 + 2, (4 + y) * 4 + 2); };
    for (int y = 8; y < 36; ++y) {
        for (const auto& [x, expected] : {std::pair(0, 2), std::pair(44, 198)}) {
            if (!symbol.is_dark(x, y)) continue;
            EXPECT_NEAR(middle(x, y).blue, expected, 2);
            EXPECT_NEAR(middle(x, y).red, 200 - expected, 2);
        }
    }
    EXPECT_EQ(middle(44, 0), red);  // a finder pattern
}

TEST(RasterTest, logos) {
    const Symbol symbol = symbol_7();
    const auto logo = Logo::from_bytes(write_png(plain_image(40, 20, {0, 200, 100, 128}), {}));
    const Picture picture{
        .size = ModuleScale{9}, .logo = logo, .logo_placement = {.size = 40, .x = 50, .y = 50, .padding = 1}};
    const Image image = draw_pixels(symbol, picture);
    // 18 modules wide and 9 high in the middle of 45.
    const auto at = [&](double x, double y) {
        return colour_at(image, static_cast<int>((4 + x) * 9), static_cast<int>((4 + y) * 9));
    };
    const Colour seen = blend({0, 200, 100, 128}, white);
    EXPECT_EQ(at(22.5, 22.5), seen);
    EXPECT_EQ(at(13.7, 18.2), seen);
    EXPECT_EQ(at(31.3, 26.8), seen);
    EXPECT_EQ(at(13.1, 22.5), white);
    EXPECT_EQ(at(22.5, 17.6), white);
    EXPECT_EQ(at(22.5, 27.4), white);
}

// The one drawn last is kept, but for itself and its size only.
TEST(RasterTest, logos_do_not_mix) {
    const Symbol symbol = symbol_7();
    const auto logo = [](Colour colour) {
        return Logo::from_bytes(write_png(plain_image(9, 9, colour), {}));
    };
    const auto red_logo = logo(red);
    const auto blue_logo = logo(blue);
    const auto middle = [&](const std::shared_ptr<const Logo>& which, double size, int scale) {
        const Image image = draw_pixels(
            symbol, Picture{.size = ModuleScale{scale}, .logo = which, .logo_placement = {.size = size}});
        int painted = 0;
        for (int x = 0; x < image.width; ++x) {
            const Colour colour = colour_at(image, x, image.height / 2);
            painted += colour == red || colour == blue ? 1 : 0;
        }
        return std::pair(colour_at(image, image.width / 2, image.height / 2), painted);
    };
    EXPECT_EQ(middle(red_logo, 20, 10), std::pair(red, 90));
    EXPECT_EQ(middle(blue_logo, 20, 10), std::pair(blue, 90));
    EXPECT_EQ(middle(red_logo, 20, 10), std::pair(red, 90));
    EXPECT_EQ(middle(red_logo, 40, 10), std::pair(red, 180));
    EXPECT_EQ(middle(red_logo, 40, 20), std::pair(red, 360));
    EXPECT_EQ(middle(red_logo, 40, 60), std::pair(red, 1080));
}

TEST(RasterTest, captions) {
    const Symbol symbol = symbol_7();
    const Picture picture{.size = PixelWidth{530}, .fill = blue, .caption = Caption{.text = "||||||"}};
    const Image image = draw_pixels(symbol, picture);
    const Layout layout = lay_out(symbol, picture);
    EXPECT_GT(image.height, image.width);
    const int below = layout.top + (symbol.size() + 4) * layout.module;
    int painted = 0;
    for (int y = below; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) painted += colour_at(image, x, y) == blue ? 1 : 0;
    }
    EXPECT_GT(painted, 100);
}

TEST(RasterTest, micro_symbols) {
    const Symbol symbol = encode("123", {.symbol = SymbolKind::micro});
    const Picture picture{.size = ModuleScale{6}, .border = 2, .finder = green};
    const auto expected = [](ModuleRole role, bool dark) {
        if (!dark) return white;
        return role == ModuleRole::finder ? green : black;
    };
    expect_pixels(symbol, picture, true, expected);
    Picture dots = picture;
    dots.module_shape = ModuleShape::dot;
    expect_pixels(symbol, dots, false, expected);
}

TEST(RasterTest, same_input_same_pixels) {
    const Picture picture{.gradient = Gradient{.kind = GradientKind::radial, .end = red},
                          .module_shape = ModuleShape::connected,
                          .finder_shape = FinderShape::rounded,
                          .caption = Caption{.text = "same"}};
    EXPECT_EQ(draw_pixels(symbol_7(), picture).rgba, draw_pixels(symbol_7(), picture).rgba);
}

TEST(RasterTest, throws_like_the_layout) {
    for (const ModuleShape shape : {ModuleShape::square, ModuleShape::dot}) {
        EXPECT_THROW(draw_pixels(symbol_7(), Picture{.size = PixelWidth{52}, .module_shape = shape}), Error);
    }
}

}  // namespace
}  // namespace qrgen::qr
