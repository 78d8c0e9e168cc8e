// SPDX-License-Identifier: MIT
#include "core/batch/fingerprint_table.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace qrgen::batch {
namespace {

TEST(FingerprintTableTest, KeepsANumberForEachText) {
    FingerprintTable table;
    EXPECT_EQ(table.find(fingerprint("a")), nullptr);
    EXPECT_EQ(table.insert(fingerprint("a")), 0U);
    table.insert(fingerprint("a")) = 7;
    table.insert(fingerprint("b")) = 8;
    EXPECT_EQ(table.insert(fingerprint("a")), 7U);
    EXPECT_EQ(*table.find(fingerprint("b")), 8U);
    EXPECT_EQ(table.find(fingerprint("c")), nullptr);
    EXPECT_EQ(table.size(), 2U);
}

TEST(FingerprintTableTest, FindsAllOfManyAndNoOther) {
    constexpr std::uint32_t count = 100'000;
    FingerprintTable table;
    for (std::uint32_t i = 1; i <= count; ++i) table.insert(fingerprint(std::to_string(i))) = i;
    ASSERT_EQ(table.size(), count);
    for (std::uint32_t i = 1; i <= count; ++i) {
        const std::uint32_t* const number = table.find(fingerprint(std::to_string(i)));
        ASSERT_NE(number, nullptr);
        ASSERT_EQ(*number, i);
    }
    for (std::uint32_t i = count + 1; i <= 2 * count; ++i) {
        ASSERT_EQ(table.find(fingerprint(std::to_string(i))), nullptr);
    }
}

// Those that would all have the same place.
TEST(FingerprintTableTest, NeighboursDoNotHideEachOther) {
    FingerprintTable table;
    for (std::uint64_t i = 1; i <= 500; ++i)
        table.insert(i * 16 * 24 * 36 * 54) = static_cast<std::uint32_t>(i);
    for (std::uint64_t i = 1; i <= 500; ++i) EXPECT_EQ(*table.find(i * 16 * 24 * 36 * 54), i);
}

TEST(FingerprintTableTest, VisitsEachOnce) {
    FingerprintTable table;
    std::map<std::uint64_t, std::uint32_t> expected;
    for (std::uint32_t i = 1; i <= 1000; ++i) {
        expected[fingerprint(std::to_string(i))] = i;
        table.insert(fingerprint(std::to_string(i))) = i;
    }
    std::map<std::uint64_t, std::uint32_t> visited;
    table.for_each(
        [&](std::uint64_t key, std::uint32_t number) { EXPECT_TRUE(visited.emplace(key, number).second); });
    EXPECT_EQ(visited, expected);
}

}  // namespace
}  // namespace qrgen::batch
