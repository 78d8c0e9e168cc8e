// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "cmd/batch/progress_bar.hpp"

namespace qrgen::cmd {
namespace {

std::string text(double share, std::int64_t rows, double seconds, int width = 80) {
    return progress_text(share, rows, std::chrono::duration<double>(seconds), width);
}

TEST(ProgressTextTest, TellsShareRowsRateAndTimeLeft) {
    EXPECT_EQ(text(0.45, 4500, 0.5), "[=========           ]  45 %  4500 rows, 9000/s, 0:01 left");
    EXPECT_EQ(text(0.5, 1000, 3661), "[==========          ]  50 %  1000 rows, 0/s, 1:01:01 left");
    EXPECT_EQ(text(1, 10, 1), "[====================] 100 %  10 rows, 10/s, 0:00 left");
}

TEST(ProgressTextTest, WithoutASizeThereIsNoShare) {
    EXPECT_EQ(text(0, 300, 3), "300 rows, 100/s");
}

TEST(ProgressTextTest, StaysInBounds) {
    EXPECT_EQ(text(1.5, 10, 1), text(1, 10, 1));
    EXPECT_NE(text(1e-12, 1, 1).find("99:59:59 left"), std::string::npos);
    EXPECT_LE(text(0.5, 1000, 1, 20).size(), 22U);
    EXPECT_EQ(text(0.5, 7, 0).find("inf"), std::string::npos);
}

}  // namespace
}  // namespace qrgen::cmd
