// SPDX-License-Identifier: MIT
#include "core/qr/formats/decimal.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(DecimalTest, as_short_as_can_be) {
    EXPECT_EQ(decimal(0, 4), "0");
    EXPECT_EQ(decimal(12, 4), "12");
    EXPECT_EQ(decimal(-3, 0), "-3");
    EXPECT_EQ(decimal(0.5, 4), ".5");
    EXPECT_EQ(decimal(-0.25, 4), "-.25");
    EXPECT_EQ(decimal(1.0625, 6), "1.0625");
    EXPECT_EQ(decimal(2.003, 3), "2.003");
    EXPECT_EQ(decimal(100.10, 2), "100.1");
}

TEST(DecimalTest, rounded) {
    EXPECT_EQ(decimal(85.03937, 4), "85.0394");
    EXPECT_EQ(decimal(0.99996, 4), "1");
    EXPECT_EQ(decimal(-1.99996, 4), "-2");
    EXPECT_EQ(decimal(0.00004, 4), "0");
    EXPECT_EQ(decimal(-0.00004, 4), "0");
    EXPECT_EQ(decimal(2.5, 0), "3");
}

TEST(DecimalTest, never_with_an_exponent) {
    EXPECT_EQ(decimal(123456789012.0, 4), "123456789012");
    EXPECT_EQ(decimal(0.000001, 6), ".000001");
}

TEST(DecimalTest, appended) {
    std::string text = "x";
    append_decimal(text, 1.5, 1);
    EXPECT_EQ(text, "x1.5");
}

}  // namespace
}  // namespace qrgen::qr
