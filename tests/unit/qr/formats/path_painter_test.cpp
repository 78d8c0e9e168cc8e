// SPDX-License-Identifier: MIT
#include "core/qr/formats/path_painter.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

#include <gtest/gtest.h>

#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour red{200, 0, 0};
constexpr Colour half_blue{0, 0, 200, 128};

Image blank(int width, int height, Colour colour = transparent) {
    return plain_image(width, height, colour);
}

void paint(Image& image, const Path& path, const Paint& paint, double scale = 1) {
    PathPainter(image, scale).paint(path, paint);
}

Path rectangle(double x, double y, double width, double height) {
    Path path;
    path.add_rectangle(x, y, width, height);
    return path;
}

TEST(PathPainterTest, whole_pixels_are_painted_wholly) {
    Image image = blank(6, 4);
    paint(image, rectangle(1, 1, 3, 2), red);
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 6; ++x) {
            const bool inside = x >= 1 && x < 4 && y >= 1 && y < 3;
            ASSERT_EQ(colour_at(image, x, y), inside ? red : transparent) << x << ',' << y;
        }
    }
}

TEST(PathPainterTest, scales) {
    Image image = blank(40, 40);
    paint(image, rectangle(0.5, 1, 1.5, 2), red, 10);
    EXPECT_EQ(colour_at(image, 4, 15), transparent);
    EXPECT_EQ(colour_at(image, 5, 15), red);
    EXPECT_EQ(colour_at(image, 19, 29), red);
    EXPECT_EQ(colour_at(image, 20, 29), transparent);
}

TEST(PathPainterTest, parts_of_pixels_are_blended_by_the_part) {
    Image image = blank(3, 1, white);
    paint(image, rectangle(0.75, 0, 1.75, 1), black);
    EXPECT_EQ(colour_at(image, 0, 0), (Colour{191, 191, 191}));
    EXPECT_EQ(colour_at(image, 1, 0), black);
    EXPECT_EQ(colour_at(image, 2, 0), (Colour{127, 127, 127}));
    // Nothing but the colour itself on what is transparent, however little of it.
    Image empty = blank(1, 1);
    paint(empty, rectangle(0, 0, 0.125, 1), red);
    EXPECT_EQ(colour_at(empty, 0, 0), (Colour{200, 0, 0, 32}));
}

TEST(PathPainterTest, half_transparent_colours_blend) {
    Image image = blank(2, 1, white);
    paint(image, rectangle(0, 0, 1, 1), half_blue);
    EXPECT_EQ(colour_at(image, 0, 0), blend(half_blue, white));
    Image empty = blank(2, 1);
    paint(empty, rectangle(0, 0, 1, 1), half_blue);
    EXPECT_EQ(colour_at(empty, 0, 0), half_blue);
}

TEST(PathPainterTest, holes_stay_open) {
    Image image = blank(7, 7);
    Path ring = rectangle(0, 0, 7, 7);
    ring.add_rectangle(1, 1, 5, 5, Path::Turn::hole);
    ring.add_rectangle(2, 2, 3, 3);
    paint(image, ring, red);
    EXPECT_EQ(colour_at(image, 0, 3), red);
    EXPECT_EQ(colour_at(image, 1, 3), transparent);
    EXPECT_EQ(colour_at(image, 3, 3), red);
}

// As the contours of letters do in some fonts.
TEST(PathPainterTest, overlapping_areas_are_filled) {
    Image image = blank(4, 1);
    Path path = rectangle(0, 0, 3, 1);
    path.add_rectangle(1, 0, 3, 1);
    paint(image, path, red);
    for (int x = 0; x < 4; ++x) EXPECT_EQ(colour_at(image, x, 0), red);
}

TEST(PathPainterTest, circles_are_round) {
    constexpr double radius = 40.3;
    Image image = blank(100, 100);
    Path circle;
    circle.add_circle({50, 50}, radius);
    paint(image, circle, black);
    double area = 0;
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            area += colour_at(image, x, y).alpha / 255.0;
            const double distance = std::hypot(x + 0.5 - 50, y + 0.5 - 50);
            if (std::abs(distance - radius) <= 1) continue;
            ASSERT_EQ(colour_at(image, x, y).alpha, distance < radius ? 255 : 0) << x << ',' << y;
        }
    }
    EXPECT_NEAR(area / (std::numbers::pi * radius * radius), 1, 0.002);
}

TEST(PathPainterTest, what_is_outside_is_left_out) {
    Image image = blank(4, 4);
    Path path = rectangle(-100, -100, 102, 102);
    path.add_circle({4, 4}, 1);
    path.add_rectangle(1000, 1000, 5, 5);
    paint(image, path, red);
    EXPECT_EQ(colour_at(image, 1, 1), red);
    EXPECT_EQ(colour_at(image, 2, 2), transparent);
    EXPECT_GT(colour_at(image, 3, 3).alpha, 100);
}

TEST(PathPainterTest, nothing_to_paint) {
    Image image = blank(2, 2);
    paint(image, Path{}, red);
    EXPECT_EQ(image.rgba, blank(2, 2).rgba);
}

TEST(PathPainterTest, one_painter_paints_many_paths) {
    Image image = blank(2, 1);
    PathPainter painter(image, 1);
    painter.paint(rectangle(0, 0, 1, 1), red);
    painter.paint(rectangle(1, 0, 1, 1), black);
    painter.paint(Path{}, half_blue);
    EXPECT_EQ(colour_at(image, 0, 0), red);
    EXPECT_EQ(colour_at(image, 1, 0), black);
}

void expect_near(Colour seen, Colour expected) {
    EXPECT_NEAR(seen.red, expected.red, 1);
    EXPECT_NEAR(seen.green, expected.green, 1);
    EXPECT_NEAR(seen.blue, expected.blue, 1);
    EXPECT_NEAR(seen.alpha, expected.alpha, 1);
}

TEST(PathPainterTest, linear_gradients) {
    Image image = blank(100, 50);
    const GradientPaint gradient{.kind = GradientKind::linear,
                                 .start = {0, 100, 200},
                                 .end = {200, 0, 100},
                                 .from = {2, 0},
                                 .to = {8, 0}};
    paint(image, rectangle(0, 0, 10, 5), gradient, 10);
    expect_near(colour_at(image, 0, 0), {0, 100, 200});
    expect_near(colour_at(image, 20, 49), {1, 99, 199});
    expect_near(colour_at(image, 50, 25), {101, 50, 149});
    expect_near(colour_at(image, 79, 0), {199, 0, 100});
    expect_near(colour_at(image, 99, 49), {200, 0, 100});
    for (int y = 0; y < 50; ++y) ASSERT_EQ(colour_at(image, 42, y), colour_at(image, 42, 0));
}

TEST(PathPainterTest, radial_gradients) {
    Image image = blank(100, 100);
    const GradientPaint gradient{
        .kind = GradientKind::radial, .start = black, .end = white, .from = {5, 5}, .to = {5, 1}};
    paint(image, rectangle(0, 0, 10, 10), gradient, 10);
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            const double part = std::min(std::hypot(x + 0.5 - 50, y + 0.5 - 50) / 40, 1.0);
            ASSERT_NEAR(colour_at(image, x, y).red, 255 * part, 1) << x << ',' << y;
        }
    }
}

TEST(PathPainterTest, gradients_of_alpha) {
    Image image = blank(101, 1);
    const GradientPaint gradient{.kind = GradientKind::linear,
                                 .start = red,
                                 .end = {200, 0, 0, 55},
                                 .from = {0.5, 0},
                                 .to = {100.5, 0}};
    paint(image, rectangle(0, 0, 101, 1), gradient);
    expect_near(colour_at(image, 0, 0), red);
    expect_near(colour_at(image, 50, 0), {200, 0, 0, 155});
    expect_near(colour_at(image, 100, 0), {200, 0, 0, 55});
}

// The library leaves out edges without a word where there are more than it was told to take: as many dots as
// no picture has more.
TEST(PathPainterTest, takes_very_many_edges) {
    constexpr int side = 5000;
    constexpr int dots = 160;
    constexpr double pitch = 1.0 * side / dots;
    Image image = blank(side, side);
    Path path;
    for (int y = 0; y < dots; ++y) {
        for (int x = 0; x < dots; ++x) path.add_circle({(x + 0.5) * pitch, (y + 0.5) * pitch}, pitch / 2);
    }
    paint(image, path, black);
    for (int y = 0; y < dots; ++y) {
        for (int x = 0; x < dots; ++x) {
            const auto pixel = [&](double offset) {
                return colour_at(image, static_cast<int>((x + offset) * pitch),
                                 static_cast<int>((y + 0.5) * pitch))
                    .alpha;
            };
            ASSERT_EQ(pixel(0.5), 255) << x << ',' << y;
            ASSERT_EQ(pixel(0.05), 255) << x << ',' << y;
        }
    }
}

}  // namespace
}  // namespace qrgen::qr
