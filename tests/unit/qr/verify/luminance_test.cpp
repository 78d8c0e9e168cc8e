// SPDX-License-Identifier: MIT
#include "core/qr/verify/luminance.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

Image one_pixel(std::uint8_t red, std::uint8_t green, std::uint8_t blue, std::uint8_t alpha) {
    return {1, 1, {red, green, blue, alpha}};
}

int luma_of(const Image& image) {
    return Luminance(image).pixels().front();
}

TEST(Luminance, WeighsColoursAsDecodersDo) {
    EXPECT_EQ(luma_of(one_pixel(0, 0, 0, 255)), 0);
    EXPECT_EQ(luma_of(one_pixel(255, 255, 255, 255)), 255);
    EXPECT_EQ(luma_of(one_pixel(255, 0, 0, 255)), 76);
    EXPECT_EQ(luma_of(one_pixel(0, 255, 0, 255)), 150);
    EXPECT_EQ(luma_of(one_pixel(0, 0, 255, 255)), 29);
}

TEST(Luminance, ShowsWhitePaperThroughTransparentPixels) {
    EXPECT_EQ(luma_of(one_pixel(0, 0, 0, 0)), 255);
    EXPECT_EQ(luma_of(one_pixel(0, 0, 0, 51)), 204);
}

TEST(Luminance, InterpolatesBetweenPixelCentres) {
    Image picture = blank(2, 2);
    paste(picture, blank(1, 2, 0), 0, 0);
    const Luminance luminance(picture);
    EXPECT_DOUBLE_EQ(luminance.at({0.5, 0.5}), 0);
    EXPECT_DOUBLE_EQ(luminance.at({1.5, 1.5}), 255);
    EXPECT_DOUBLE_EQ(luminance.at({1, 1}), 127.5);
    EXPECT_DOUBLE_EQ(luminance.at({0.75, 0.9}), 63.75);
}

TEST(Luminance, IsAsAtTheEdgeOutsideAndAcceptsAnyNumber) {
    Image picture = blank(2, 2);
    paste(picture, blank(1, 1, 100), 1, 1);
    const Luminance luminance(picture);
    EXPECT_DOUBLE_EQ(luminance.at({-5, -5}), 255);
    EXPECT_DOUBLE_EQ(luminance.at({99, 1e300}), 100);
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_DOUBLE_EQ(luminance.at({infinity, infinity}), 100);
    EXPECT_DOUBLE_EQ(luminance.at({-infinity, std::numeric_limits<double>::quiet_NaN()}), 255);
}

TEST(Luminance, ContainsItsPixelsAndNothingElse) {
    const Luminance luminance(blank(3, 2));
    EXPECT_TRUE(luminance.contains({0, 0}));
    EXPECT_TRUE(luminance.contains({2.9, 1.9}));
    EXPECT_FALSE(luminance.contains({3, 1}));
    EXPECT_FALSE(luminance.contains({1, 2}));
    EXPECT_FALSE(luminance.contains({-0.1, 1}));
}

TEST(Luminance, CanBeInvertedMirroredAndEnlarged) {
    Image picture = blank(2, 1, 10);
    paste(picture, blank(1, 1, 200), 1, 0);
    const Luminance luminance(picture);
    using Pixels = std::vector<std::uint8_t>;
    EXPECT_EQ(luminance.pixels(), (Pixels{10, 200}));
    EXPECT_EQ(luminance.inverted().pixels(), (Pixels{245, 55}));
    EXPECT_EQ(luminance.mirrored().pixels(), (Pixels{200, 10}));
    const Luminance larger = luminance.enlarged(2);
    EXPECT_EQ(larger.width(), 4);
    EXPECT_EQ(larger.height(), 2);
    EXPECT_EQ(larger.pixels(), (Pixels{10, 10, 200, 200, 10, 10, 200, 200}));
}

}  // namespace
}  // namespace qrgen::qr
