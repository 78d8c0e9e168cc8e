// SPDX-License-Identifier: MIT
#include "core/qr/symbol/symbol.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(SymbolTest, is_light_outside_of_its_modules) {
    const Symbol symbol(1, ErrorLevel::medium, std::vector<std::uint8_t>(21 * 21, 1));
    EXPECT_EQ(symbol.size(), 21);
    EXPECT_TRUE(symbol.is_dark(0, 0));
    EXPECT_TRUE(symbol.is_dark(20, 20));
    EXPECT_FALSE(symbol.is_dark(-1, 5));
    EXPECT_FALSE(symbol.is_dark(5, -1));
    EXPECT_FALSE(symbol.is_dark(21, 5));
    EXPECT_FALSE(symbol.is_dark(5, 21));
}

TEST(SymbolTest, x_counts_columns_and_y_rows) {
    std::vector<std::uint8_t> modules(25 * 25);
    modules[3 * 25 + 7] = 1;
    const Symbol symbol(2, ErrorLevel::low, modules);
    EXPECT_TRUE(symbol.is_dark(7, 3));
    EXPECT_FALSE(symbol.is_dark(3, 7));
}

TEST(ErrorLevelTest, letters_in_either_case) {
    EXPECT_EQ(parse_error_level("l"), ErrorLevel::low);
    EXPECT_EQ(parse_error_level("M"), ErrorLevel::medium);
    EXPECT_EQ(parse_error_level("q"), ErrorLevel::quartile);
    EXPECT_EQ(parse_error_level("H"), ErrorLevel::high);
    for (const ErrorLevel level :
         {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
        EXPECT_EQ(parse_error_level(std::string(1, to_char(level))), level);
    }
}

TEST(ErrorLevelTest, nothing_else) {
    for (const char* text : {"", "x", "lm", "low", " l", "1"}) EXPECT_FALSE(parse_error_level(text)) << text;
}

}  // namespace
}  // namespace qrgen::qr
