// SPDX-License-Identifier: MIT
#include "core/qr/formats/channels.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Image two_pixels{.width = 2, .height = 1, .rgba = {10, 20, 30, 255, 0, 0, 0, 128}};

TEST(ChannelsTest, taken_out) {
    EXPECT_EQ(channels(two_pixels, 0, 3), (Bytes{10, 20, 30, 0, 0, 0}));
    EXPECT_EQ(channels(two_pixels, 3, 1), (Bytes{255, 128}));
    EXPECT_EQ(as_text(Bytes{65, 66}), "AB");
}

TEST(ChannelsTest, flattened_onto_a_colour) {
    Image image = two_pixels;
    EXPECT_TRUE(has_alpha(image));
    flatten(image, {255, 255, 0});
    EXPECT_EQ(image.rgba, (Bytes{10, 20, 30, 255, 127, 127, 0, 255}));
    EXPECT_FALSE(has_alpha(image));
}

}  // namespace
}  // namespace qrgen::qr
