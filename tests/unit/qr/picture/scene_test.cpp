// SPDX-License-Identifier: MIT
#include "core/qr/picture/scene.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/picture/text_outline.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/module_role.hpp"
#include "tests/support/path_winding.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour red{200, 0, 0};
constexpr Colour green{0, 120, 0};
constexpr Colour blue{0, 0, 200};
constexpr Colour grey{230, 230, 230};
constexpr Colour brown{90, 60, 0};

// With alignment patterns and version information.
Symbol symbol_7() {
    return encode("scene", {.min_version = 7});
}

const PaintedPath& area(const Scene& scene, std::size_t i) {
    return std::get<PaintedPath>(scene.layers.at(i));
}

// The paints of all layers that cover the place, from below.
std::vector<Paint> paints_at(const Scene& scene, Spot place) {
    std::vector<Paint> paints;
    for (const Layer& layer : scene.layers) {
        const auto* painted = std::get_if<PaintedPath>(&layer);
        if (painted != nullptr && test::winding(painted->path, place) != 0) paints.push_back(painted->paint);
    }
    return paints;
}

std::vector<Paint> paints_of_module(const Scene& scene, int border, int x, int y) {
    return paints_at(scene, {border + x + 0.5, border + y + 0.5});
}

// What is painted at the middle of each module, by its role and whether it is dark.
template <typename Expected>
void expect_modules(const Symbol& symbol, const Picture& picture, const Expected& expected) {
    const Scene scene = compose(symbol, picture);
    const ModuleRoles roles(symbol.kind(), symbol.version());
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) {
            const std::vector<Paint> wanted = expected(roles.at(x, y), symbol.is_dark(x, y));
            ASSERT_EQ(paints_of_module(scene, picture.border, x, y), wanted) << x << ',' << y;
        }
    }
}

TEST(SceneTest, plain_is_a_background_and_one_path) {
    const Symbol symbol = symbol_7();
    const Scene scene = compose(symbol, Picture{});
    EXPECT_EQ(scene.width, 53);
    EXPECT_EQ(scene.height, 53);
    ASSERT_EQ(scene.layers.size(), 2U);
    EXPECT_EQ(area(scene, 0).paint, Paint(white));
    EXPECT_EQ(area(scene, 1).paint, Paint(black));
    expect_modules(symbol, Picture{}, [](ModuleRole, bool dark) {
        return dark ? std::vector<Paint>{white, black} : std::vector<Paint>{white};
    });
    for (const Spot corner : {Spot{0.01, 0.01}, Spot{52.99, 0.01}, Spot{0.01, 52.99}, Spot{52.99, 52.99}}) {
        EXPECT_EQ(paints_at(scene, corner), std::vector<Paint>{white});
    }
}

TEST(SceneTest, each_role_has_its_colour) {
    const Picture picture{
        .border = 2, .fill = brown, .data_dark = red, .data_light = grey, .finder = green, .alignment = blue};
    for (const ModuleShape shape : {ModuleShape::square, ModuleShape::connected}) {
        Picture shaped = picture;
        shaped.module_shape = shape;
        expect_modules(symbol_7(), shaped, [](ModuleRole role, bool dark) {
            std::vector<Paint> paints{white};
            if (role == ModuleRole::data) paints.push_back(grey);
            if (!dark) return paints;
            switch (role) {
                case ModuleRole::data: paints.push_back(red); break;
                case ModuleRole::finder: paints.push_back(green); break;
                case ModuleRole::alignment: paints.push_back(blue); break;
                default: paints.push_back(brown); break;
            }
            return paints;
        });
    }
    EXPECT_EQ(compose(symbol_7(), picture).layers.size(), 6U);
}

TEST(SceneTest, the_same_paint_is_one_path) {
    const Picture picture{.data_dark = red, .finder = red, .alignment = red, .caption = Caption{.text = "a"}};
    EXPECT_EQ(compose(symbol_7(), picture).layers.size(), 3U);
    EXPECT_EQ(
        compose(symbol_7(), Picture{.data_dark = black, .finder = black, .alignment = black}).layers.size(),
        2U);
    // But the ground of the data modules is below all that is dark, whatever its colour.
    const Scene inverted = compose(symbol_7(), Picture{.fill = white, .back = black, .data_light = white});
    EXPECT_EQ(inverted.layers.size(), 3U);
}

TEST(SceneTest, what_is_transparent_is_left_out) {
    EXPECT_EQ(compose(symbol_7(), Picture{.back = transparent, .data_light = transparent}).layers.size(), 1U);
    EXPECT_EQ(compose(symbol_7(), Picture{.fill = transparent}).layers.size(), 1U);
    EXPECT_EQ(compose(symbol_7(), Picture{.fill = transparent, .gradient = Gradient{.end = transparent}})
                  .layers.size(),
              1U);
    EXPECT_EQ(compose(symbol_7(), Picture{.fill = transparent, .gradient = Gradient{}}).layers.size(), 2U);
}

TEST(SceneTest, finders_of_micro_symbols) {
    const Symbol symbol = encode("123", {.symbol = SymbolKind::micro});
    const Picture picture{.border = 2, .finder = green};
    expect_modules(symbol, picture, [](ModuleRole role, bool dark) {
        if (!dark) return std::vector<Paint>{white};
        return std::vector<Paint>{white, role == ModuleRole::finder ? green : black};
    });
}

GradientPaint gradient_of(const Picture& picture) {
    const Scene scene = compose(encode("hello", {}), picture);
    for (const Layer& layer : scene.layers) {
        const auto& paint = std::get<PaintedPath>(layer).paint;
        if (const auto* gradient = std::get_if<GradientPaint>(&paint)) return *gradient;
    }
    throw std::runtime_error("no gradient");
}

TEST(SceneTest, gradients_colour_all_but_the_finders) {
    const Picture picture{.fill = brown, .data_dark = blue, .gradient = Gradient{.end = red}};
    const Paint gradient = compose(symbol_7(), picture).layers.size() == 3
                               ? area(compose(symbol_7(), picture), 1).paint
                               : Paint(black);
    ASSERT_TRUE(std::holds_alternative<GradientPaint>(gradient));
    EXPECT_EQ(std::get<GradientPaint>(gradient).start, brown);
    EXPECT_EQ(std::get<GradientPaint>(gradient).end, red);
    expect_modules(symbol_7(), picture, [&](ModuleRole role, bool dark) {
        if (!dark) return std::vector<Paint>{white};
        return std::vector<Paint>{white, role == ModuleRole::finder ? Paint(brown) : gradient};
    });
}

TEST(SceneTest, gradients_leave_the_colours_of_patterns) {
    const Picture picture{.finder = green, .alignment = blue, .gradient = Gradient{.end = red}};
    const Scene scene = compose(symbol_7(), picture);
    EXPECT_EQ(scene.layers.size(), 4U);
    EXPECT_EQ(paints_of_module(scene, 4, 3, 3).back(), Paint(green));
    EXPECT_EQ(paints_of_module(scene, 4, 22, 22).back(), Paint(blue));
}

void expect_near(Spot spot, double x, double y) {
    EXPECT_NEAR(spot.x, x, 1e-9);
    EXPECT_NEAR(spot.y, y, 1e-9);
}

TEST(SceneTest, gradients_span_the_symbol) {
    const auto linear = [](int angle) {
        return gradient_of(Picture{.border = 2, .gradient = Gradient{.end = red, .angle = angle}});
    };
    EXPECT_EQ(linear(0).kind, GradientKind::linear);
    expect_near(linear(0).from, 2, 12.5);
    expect_near(linear(0).to, 23, 12.5);
    expect_near(linear(90).from, 12.5, 2);
    expect_near(linear(90).to, 12.5, 23);
    expect_near(linear(180).from, 23, 12.5);
    expect_near(linear(45).from, 2, 2);
    expect_near(linear(45).to, 23, 23);
    expect_near(linear(-45).from, 2, 23);
    expect_near(linear(405).to, 23, 23);
    const GradientPaint radial =
        gradient_of(Picture{.border = 2, .gradient = Gradient{.kind = GradientKind::radial, .end = red}});
    EXPECT_EQ(radial.kind, GradientKind::radial);
    expect_near(radial.from, 12.5, 12.5);
    expect_near(radial.to, 2, 2);
}

TEST(SceneTest, logos_lie_in_cleared_modules) {
    const Symbol symbol = symbol_7();
    const auto logo =
        Logo::from_bytes(write_png(Image{20, 10, std::vector<std::uint8_t>(20 * 10 * 4, 200)}, {}));
    const Picture picture{.data_light = grey, .logo = logo, .logo_placement = {.size = 20, .padding = 1}};
    const Scene scene = compose(symbol, picture);
    const LogoLayout layout = lay_out_logo(symbol.size(), 2, picture.logo_placement);
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) {
            if (!layout.cleared.contains(x, y)) continue;
            ASSERT_EQ(paints_of_module(scene, 4, x, y), std::vector<Paint>{white}) << x << ',' << y;
        }
    }
    ASSERT_TRUE(std::holds_alternative<PlacedLogo>(scene.layers.back()));
    const PlacedLogo& placed = std::get<PlacedLogo>(scene.layers.back());
    EXPECT_EQ(placed.logo, logo);
    EXPECT_DOUBLE_EQ(placed.box.x, layout.image.x + 4);
    EXPECT_DOUBLE_EQ(placed.box.y, layout.image.y + 4);
    EXPECT_DOUBLE_EQ(placed.box.width, layout.image.width);
    EXPECT_DOUBLE_EQ(placed.box.height, layout.image.height);
}

void expect_margins(const Margins& margins, double left, double top, double right, double bottom) {
    EXPECT_DOUBLE_EQ(margins.left, left);
    EXPECT_DOUBLE_EQ(margins.top, top);
    EXPECT_DOUBLE_EQ(margins.right, right);
    EXPECT_DOUBLE_EQ(margins.bottom, bottom);
}

TEST(SceneTest, margins) {
    const Symbol symbol = encode("hello", {});
    const auto of = [&](const Picture& picture) { return margins_of(symbol, picture); };
    expect_margins(of({.border = 3}), 3, 3, 3, 3);
    expect_margins(of({.border = 0, .frame = {FrameShape::square, 1.5}}), 1.5, 1.5, 1.5, 1.5);
    expect_margins(of({.frame = {FrameShape::rounded, 1.5}}), 6.5, 6.5, 6.5, 6.5);
    // Half a module, two lines of 2 modules, half a line.
    const Caption caption{.text = "a\nb", .height = 2};
    expect_margins(of({.caption = caption}), 4, 4, 4, 9.5);
    expect_margins(of({.caption = Caption{.text = "a\nb", .side = CaptionSide::above, .height = 2}}), 4, 9.5,
                   4, 4);
    expect_margins(of({.caption = caption, .frame = {FrameShape::square, 1}}), 5, 5, 5, 10.5);
}

// Of all that is painted with the paint between two heights, but for a frame of one module.
test::Extent ink(const Scene& scene, const Paint& paint, double top, double bottom) {
    constexpr double frame = 1;
    test::Extent ink{scene.width, scene.height, 0, 0};
    for (const Layer& layer : scene.layers) {
        const auto& painted = std::get<PaintedPath>(layer);
        if (painted.paint != paint) continue;
        for (const Spot& point : painted.path.points()) {
            if (point.y < top || point.y > bottom) continue;
            if (point.x <= frame || point.x >= scene.width - frame) continue;
            ink.left = std::min(ink.left, point.x);
            ink.right = std::max(ink.right, point.x);
            ink.top = std::min(ink.top, point.y);
            ink.bottom = std::max(ink.bottom, point.y);
        }
    }
    return ink;
}

TEST(SceneTest, captions_are_outside_of_the_quiet_zone) {
    const Symbol symbol = encode("hello", {});
    for (const CaptionSide side : {CaptionSide::below, CaptionSide::above}) {
        for (const FrameShape frame : {FrameShape::none, FrameShape::square, FrameShape::rounded}) {
            // In the colour of nothing else.
            const Picture picture{.fill = brown,
                                  .data_dark = black,
                                  .finder = black,
                                  .caption = Caption{.text = "Ågjy\nlong enough to be broken", .side = side},
                                  .frame = {frame, 1}};
            const Scene scene = compose(symbol, picture);
            const Margins margins = margins_of(symbol, picture);
            EXPECT_DOUBLE_EQ(scene.width, margins.left + 21 + margins.right);
            EXPECT_DOUBLE_EQ(scene.height, margins.top + 21 + margins.bottom);
            const double line = frame == FrameShape::none ? 0 : 1;
            const double zone_top = margins.top - 4;
            const double zone_bottom = scene.height - margins.bottom + 4;
            const test::Extent text = side == CaptionSide::below
                                          ? ink(scene, brown, zone_bottom, scene.height - line - 0.01)
                                          : ink(scene, brown, line + 0.01, zone_top);
            EXPECT_GT(text.top, side == CaptionSide::below ? zone_bottom : line + 0.5);
            EXPECT_LT(text.bottom, side == CaptionSide::below ? scene.height - line - 0.5 : zone_top);
            EXPECT_GT(text.bottom - text.top, 2 * 3);  // three lines
            EXPECT_GT(text.left, line + 1);
            EXPECT_LT(text.right, scene.width - line - 1);
            EXPECT_NEAR(text.left, scene.width - text.right, 0.5);  // centred
        }
    }
}

TEST(SceneTest, square_frames_surround_it_all) {
    const Scene scene = compose(encode("hello", {}), Picture{.fill = red, .frame = {FrameShape::square, 2}});
    EXPECT_EQ(scene.width, 33);
    const std::vector<Paint> frame{white, red};
    const std::vector<Paint> inside{white};
    EXPECT_EQ(paints_at(scene, {0.01, 0.01}), frame);
    EXPECT_EQ(paints_at(scene, {32.99, 32.99}), frame);
    EXPECT_EQ(paints_at(scene, {1.99, 16}), frame);
    EXPECT_EQ(paints_at(scene, {2.01, 2.01}), inside);
    EXPECT_EQ(paints_at(scene, {16, 30.9}), inside);
}

TEST(SceneTest, rounded_frames_leave_their_corners_unpainted) {
    const Symbol symbol = encode("hello", {});
    const Picture picture{.fill = red, .frame = {FrameShape::rounded, 2}};
    const Scene scene = compose(symbol, picture);
    EXPECT_TRUE(paints_at(scene, {0.5, 0.5}).empty());
    EXPECT_TRUE(paints_at(scene, {scene.width - 0.5, scene.height - 0.5}).empty());
    EXPECT_EQ(paints_at(scene, {0.5, 16}), std::vector<Paint>{red});
    EXPECT_EQ(paints_at(scene, {1.5, 16}), (std::vector<Paint>{white, red}));
    EXPECT_EQ(paints_at(scene, {2.5, 16}), std::vector<Paint>{white});
    // The quiet zone's corners are clear.
    const double zone = margins_of(symbol, picture).left - 4;
    EXPECT_EQ(paints_at(scene, {zone + 0.01, zone + 0.01}), std::vector<Paint>{white});
    // Behind a line that is not opaque there is background all over.
    const Scene faint = compose(symbol, Picture{.fill = {200, 0, 0, 100}, .frame = {FrameShape::rounded, 2}});
    EXPECT_EQ(paints_at(faint, {0.5, 16}).size(), 2U);
}

TEST(SceneTest, wider_margins_go_into_the_quiet_zone) {
    const Symbol symbol = encode("hello", {});
    const Picture picture{.fill = red,
                          .data_dark = black,
                          .finder = black,
                          .caption = Caption{.text = "xx"},
                          .frame = {FrameShape::square, 1}};
    Margins margins = margins_of(symbol, picture);
    const Scene tight = compose(symbol, picture);
    margins = {margins.left + 1, margins.top + 2, margins.right + 3, margins.bottom + 4};
    const Scene wide = compose(symbol, picture, margins);
    EXPECT_DOUBLE_EQ(wide.width, tight.width + 4);
    EXPECT_DOUBLE_EQ(wide.height, tight.height + 6);
    EXPECT_EQ(paints_at(wide, {0.5, 0.5}), (std::vector<Paint>{white, red}));
    EXPECT_EQ(paints_at(wide, {wide.width - 0.5, wide.height - 0.5}), (std::vector<Paint>{white, red}));
    EXPECT_EQ(paints_at(wide, {margins.left + 3.5, margins.top + 3.5}), (std::vector<Paint>{white, black}));
    const test::Extent text = ink(wide, red, wide.height - margins.bottom, wide.height - 1.01);
    const test::Extent tight_text = ink(tight, red, tight.height - margins.bottom + 4, tight.height - 1.01);
    EXPECT_NEAR(wide.height - text.bottom, tight.height - tight_text.bottom, 1e-9);
}

TEST(SceneTest, throws_for_a_font_that_is_not_there) {
    const Picture picture{.caption = Caption{.text = "a", .font = "/no/such/font.ttf"}};
    EXPECT_THROW(margins_of(symbol_7(), picture), Error);
    EXPECT_THROW(compose(symbol_7(), picture), Error);
}

}  // namespace
}  // namespace qrgen::qr
