// SPDX-License-Identifier: MIT
#include "core/qr/verify/micro_format.hpp"

#include <gtest/gtest.h>

#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

struct Made {
    int version;
    ErrorLevel level;
};

constexpr Made all_kinds[] = {{1, ErrorLevel::low},    {2, ErrorLevel::low},     {2, ErrorLevel::medium},
                              {3, ErrorLevel::low},    {3, ErrorLevel::medium},  {4, ErrorLevel::low},
                              {4, ErrorLevel::medium}, {4, ErrorLevel::quartile}};

TEST(MicroFormat, TellsVersionAndLevelOfWhatWasEncoded) {
    for (const Made& made : all_kinds) {
        const Symbol symbol = micro_symbol("123", made.level, made.version);
        ASSERT_EQ(symbol.version(), made.version);
        const auto format = read_micro_format(symbol);
        ASSERT_TRUE(format);
        EXPECT_EQ(format->version, made.version);
        EXPECT_EQ(format->level, made.level);
    }
}

TEST(MicroFormat, TellsAMaskOfFour) {
    int seen[4] = {0, 0, 0, 0};
    for (int i = 0; i < 60; ++i) {
        const auto format = read_micro_format(micro_symbol(std::to_string(1000 + 7 * i), ErrorLevel::low, 3));
        ASSERT_TRUE(format);
        ASSERT_TRUE(format->mask >= 0 && format->mask < 4);
        ++seen[format->mask];
    }
    for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(MicroFormat, PutsThreeWrongBitsRight) {
    const Symbol symbol = micro_symbol("123", ErrorLevel::medium, 4);
    const auto format = read_micro_format(with_wrong(symbol, {{8, 1}, {8, 8}, {1, 8}}));
    ASSERT_TRUE(format);
    EXPECT_EQ(format->version, 4);
    EXPECT_EQ(format->level, ErrorLevel::medium);
}

TEST(MicroFormat, NeverTakesFourWrongBitsForRight) {
    const Symbol symbol = micro_symbol("123", ErrorLevel::medium, 4);
    const auto right = read_micro_format(symbol);
    ASSERT_TRUE(right);
    int unreadable = 0;
    for (int i = 1; i <= 5; ++i) {
        const auto format = read_micro_format(with_wrong(symbol, {{8, i}, {8, i + 1}, {8, i + 2}, {i, 8}}));
        if (!format) ++unreadable;
        const bool is_same = format && format->version == right->version && format->level == right->level &&
                             format->mask == right->mask;
        EXPECT_FALSE(is_same);
    }
    EXPECT_GT(unreadable, 0);
}

}  // namespace
}  // namespace qrgen::qr
