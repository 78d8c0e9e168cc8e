// SPDX-License-Identifier: MIT
#include "core/qr/formats/png_pixels.hpp"

#include <gtest/gtest.h>

#include "tests/support/command.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/unit/qr/formats/pixels.hpp"

namespace qrgen::qr {
namespace {

constexpr int palette = 3;
constexpr int rgb = 2;
constexpr int rgba = 6;

Colour nth_colour(int i) {
    return {static_cast<std::uint8_t>(i * 37), static_cast<std::uint8_t>(i >> 3),
            static_cast<std::uint8_t>(255 - i)};
}

// So many colours, by turns.
Image colourful(int width, int height, int colours) {
    return image_of(width, height, [&](int x, int y) { return nth_colour((y * width + x) % colours); });
}

void expect_round_trip(const Image& image, int colour_type, int bit_depth) {
    const std::string png = write_png(image, {});
    const test::PngFile file = test::read_png(png);
    EXPECT_EQ(file.colour_type, colour_type);
    EXPECT_EQ(file.bit_depth, bit_depth);
    ASSERT_EQ(file.image.width, image.width);
    ASSERT_EQ(file.image.height, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            ASSERT_EQ(file.image.at(x, y), colour_at(image, x, y)) << x << ',' << y;
        }
    }
    EXPECT_NO_THROW(test::run("pngcheck -q {}", png));
}

TEST(PngPixelsTest, as_few_bits_as_the_colours_need) {
    const std::pair<int, int> bits_of[] = {{1, 1}, {2, 1},  {3, 2},  {4, 2},
                                           {5, 4}, {16, 4}, {17, 8}, {256, 8}};
    for (const auto& [colours, bits] : bits_of) {
        // Widths that do and do not fill the last byte.
        for (const int width : {33, 40, 1}) {
            SCOPED_TRACE(colours);
            const int used = std::min(colours, width * 300);
            expect_round_trip(colourful(width, 300, used), palette, used == colours ? bits : 8);
        }
    }
}

TEST(PngPixelsTest, more_colours_are_rgb) {
    expect_round_trip(colourful(40, 30, 257), rgb, 8);
    expect_round_trip(colourful(300, 200, 2000), rgb, 8);
}

TEST(PngPixelsTest, transparency_in_a_palette) {
    Image image = colourful(20, 20, 20);
    image.pixel(3, 4)[3] = 0;
    image.pixel(5, 4)[3] = 77;
    expect_round_trip(image, palette, 8);
    EXPECT_NE(write_png(image, {}).find("tRNS"), std::string::npos);
    EXPECT_EQ(write_png(colourful(20, 20, 20), {}).find("tRNS"), std::string::npos);
}

TEST(PngPixelsTest, transparency_of_many_colours) {
    Image image = colourful(40, 30, 300);
    for (int x = 0; x < 40; ++x) image.pixel(x, 7)[3] = static_cast<std::uint8_t>(x * 6);
    expect_round_trip(image, rgba, 8);
}

TEST(PngPixelsTest, any_pattern_survives_the_filters) {
    for (unsigned seed = 1; seed < 20; ++seed) {
        Image image{.width = 31, .height = 29, .rgba = {}};
        unsigned state = seed * 2654435761U;
        for (int i = 0; i < 31 * 29 * 4; ++i) {
            state = state * 1664525U + 1013904223U;
            // Smooth in places, noise in others, so that each filter has its rows.
            const unsigned noise = (i / 400) % 2 == 0 ? state >> 30 : state >> 24;
            image.rgba.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(i) * seed / 16 + noise));
        }
        expect_round_trip(image, rgba, 8);
    }
}

TEST(PngPixelsTest, smooth_pictures_are_small) {
    const Image image = image_of(256, 256, [](int x, int y) {
        return Colour{static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                      static_cast<std::uint8_t>((x + y) / 2)};
    });
    expect_round_trip(image, rgb, 8);
    EXPECT_LT(write_png(image, {}).size(), 2000U);
}

TEST(PngPixelsTest, resolution) {
    EXPECT_EQ(write_png(colourful(3, 3, 2), {}).find("pHYs"), std::string::npos);
    const std::string png = write_png(colourful(3, 3, 2), 600);
    // Pixels per metre, 23622, in both directions; unit metre.
    const std::size_t chunk = png.find("pHYs");
    ASSERT_NE(chunk, std::string::npos);
    EXPECT_EQ(png.substr(chunk + 4, 9), std::string("\0\0\x5C\x46\0\0\x5C\x46\x01", 9));
    EXPECT_LT(chunk, png.find("IDAT"));
    // 3779.5 is rounded.
    EXPECT_NE(write_png(colourful(3, 3, 2), 96).find("pHYs" + std::string("\0\0\x0E\xC4", 4)),
              std::string::npos);
    EXPECT_NO_THROW(test::run("pngcheck -q {}", png));
}

}  // namespace
}  // namespace qrgen::qr
