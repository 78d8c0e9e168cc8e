// SPDX-License-Identifier: MIT
#include "core/qr/picture/picture_size.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(PictureSizeTest, units) {
    EXPECT_EQ(to_string(LengthUnit::millimetre), "mm");
    EXPECT_EQ(to_string(LengthUnit::centimetre), "cm");
    EXPECT_EQ(to_string(LengthUnit::inch), "in");
}

TEST(PictureSizeTest, in_millimetres) {
    EXPECT_DOUBLE_EQ(millimetres({30, LengthUnit::millimetre}), 30);
    EXPECT_DOUBLE_EQ(millimetres({3, LengthUnit::centimetre}), 30);
    EXPECT_DOUBLE_EQ(millimetres({2, LengthUnit::inch}), 50.8);
}

}  // namespace
}  // namespace qrgen::qr
