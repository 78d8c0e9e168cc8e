// SPDX-License-Identifier: MIT
#include "core/qr/formats/scaled_image.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr Colour red{200, 0, 0};
constexpr Colour blue{0, 0, 200};

Image painted(int width, int height, const Image& source, const Box& box, Colour ground = transparent) {
    Image target = plain_image(width, height, ground);
    const double left = std::floor(box.x);
    const double top = std::floor(box.y);
    paint_over(target, stretched(source, {box.x - left, box.y - top, box.width, box.height}),
               static_cast<int>(left), static_cast<int>(top));
    return target;
}

TEST(ScaledImageTest, same_size_is_copied) {
    const Image source = image_of(5, 4, [](int x, int y) {
        return Colour{static_cast<std::uint8_t>(x * 50), static_cast<std::uint8_t>(y * 60), 7};
    });
    const Image target = painted(9, 8, source, {2, 3, 5, 4});
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 9; ++x) {
            const bool inside = x >= 2 && x < 7 && y >= 3 && y < 7;
            ASSERT_EQ(colour_at(target, x, y), inside ? colour_at(source, x - 2, y - 3) : transparent)
                << x << ',' << y;
        }
    }
}

TEST(ScaledImageTest, smaller_is_averaged) {
    const Image stripes = image_of(6, 6, [](int x, int) { return x % 3 == 0 ? red : blue; });
    const Image target = painted(2, 2, stripes, {0, 0, 2, 2});
    for (int i = 0; i < 4; ++i) EXPECT_EQ(colour_at(target, i % 2, i / 2), (Colour{67, 0, 133}));
    // 2.5 pixels become one.
    const Image five = image_of(5, 1, [](int x, int) { return x < 2 ? white : black; });
    EXPECT_EQ(colour_at(painted(2, 1, five, {0, 0, 2, 1}), 0, 0), (Colour{204, 204, 204}));
    EXPECT_EQ(colour_at(painted(2, 1, five, {0, 0, 2, 1}), 1, 0), black);
}

TEST(ScaledImageTest, colours_of_transparent_pixels_do_not_count) {
    const Image source = image_of(2, 1, [](int x, int) { return x == 0 ? red : transparent; });
    EXPECT_EQ(colour_at(painted(1, 1, source, {0, 0, 1, 1}), 0, 0), (Colour{200, 0, 0, 128}));
    EXPECT_EQ(colour_at(painted(1, 1, source, {0, 0, 1, 1}, white), 0, 0), blend({200, 0, 0, 128}, white));
}

TEST(ScaledImageTest, larger_is_interpolated) {
    const Image source = image_of(2, 2, [](int x, int) { return x == 0 ? black : Colour{200, 200, 200}; });
    const Image target = painted(8, 8, source, {0, 0, 8, 8});
    const int expected[] = {0, 0, 25, 75, 125, 175, 200, 200};
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) ASSERT_EQ(colour_at(target, x, y).red, expected[x]) << x << ',' << y;
    }
    EXPECT_EQ(colour_at(painted(9, 9, plain_image(1, 1, red), {0, 0, 9, 9}), 8, 8), red);
}

TEST(ScaledImageTest, edges_between_pixels_are_smooth) {
    for (const int side : {1, 100}) {
        const Image target = painted(10, 10, plain_image(side, side, red), {1.5, 2.25, 5, 5});
        EXPECT_EQ(colour_at(target, 0, 4).alpha, 0);
        EXPECT_EQ(colour_at(target, 1, 4), (Colour{200, 0, 0, 128}));
        EXPECT_EQ(colour_at(target, 2, 4), red);
        EXPECT_EQ(colour_at(target, 6, 4), (Colour{200, 0, 0, 128}));
        EXPECT_EQ(colour_at(target, 7, 4).alpha, 0);
        EXPECT_EQ(colour_at(target, 4, 2), (Colour{200, 0, 0, 191}));
        EXPECT_EQ(colour_at(target, 4, 7), (Colour{200, 0, 0, 64}));
        EXPECT_EQ(colour_at(target, 4, 8).alpha, 0);
    }
}

TEST(ScaledImageTest, one_direction_smaller_and_the_other_larger) {
    const Image source = image_of(4, 1, [](int x, int) { return x < 2 ? red : blue; });
    const Image target = painted(2, 5, source, {0, 0, 2, 5});
    for (int y = 0; y < 5; ++y) {
        EXPECT_EQ(colour_at(target, 0, y), red);
        EXPECT_EQ(colour_at(target, 1, y), blue);
    }
}

TEST(ScaledImageTest, what_is_outside_is_left_out) {
    const Image target = painted(3, 3, plain_image(10, 10, red), {-5, -5, 6.5, 100});
    EXPECT_EQ(colour_at(target, 0, 0), red);
    EXPECT_EQ(colour_at(target, 1, 2), (Colour{200, 0, 0, 128}));
    EXPECT_EQ(colour_at(target, 2, 2).alpha, 0);
    EXPECT_EQ(painted(3, 3, plain_image(2, 2, red), {50, 50, 2, 2}).rgba,
              plain_image(3, 3, transparent).rgba);
    EXPECT_EQ(painted(3, 3, plain_image(2, 2, red), {-50, 0, 2, 2}).rgba,
              plain_image(3, 3, transparent).rgba);
}

TEST(ScaledImageTest, nothing_to_paint) {
    const Image empty = plain_image(3, 3, transparent);
    EXPECT_EQ(painted(3, 3, Image{}, {0, 0, 3, 3}).rgba, empty.rgba);
    EXPECT_EQ(painted(3, 3, plain_image(2, 2, red), {0, 0, 0, 3}).rgba, empty.rgba);
}

// All that an image shows is kept, whatever the scale.
TEST(ScaledImageTest, keeps_the_average) {
    const Image source = image_of(97, 61, [](int x, int y) {
        return (x * 7 + y * 13) % 5 == 0 ? white : Colour{0, 0, 0};
    });
    double expected = 0;
    for (int i = 0; i < 97 * 61; ++i) expected += colour_at(source, i % 97, i / 97).red / (97.0 * 61);
    for (const double width : {10.0, 33.3, 96.9}) {
        const Image target = painted(100, 100, source, {1.3, 2.7, width, width}, black);
        double sum = 0;
        for (int i = 0; i < 10000; ++i) sum += colour_at(target, i % 100, i / 100).red;
        EXPECT_NEAR(sum / (width * width), expected, 0.6) << width;
    }
}

}  // namespace
}  // namespace qrgen::qr
