// SPDX-License-Identifier: MIT
#include "core/qr/symbol/capacity.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

struct Row {
    SymbolKind kind;
    int version;
    ErrorLevel level;
    std::size_t digits;
    std::size_t alphanumerics;
    std::size_t bytes;
};

// ISO/IEC 18004, table 7.
constexpr Row rows[]{
    {SymbolKind::micro, 1, ErrorLevel::low, 5, 0, 0},
    {SymbolKind::micro, 2, ErrorLevel::low, 10, 6, 0},
    {SymbolKind::micro, 2, ErrorLevel::medium, 8, 5, 0},
    {SymbolKind::micro, 3, ErrorLevel::low, 23, 14, 9},
    {SymbolKind::micro, 3, ErrorLevel::medium, 18, 11, 7},
    {SymbolKind::micro, 4, ErrorLevel::low, 35, 21, 15},
    {SymbolKind::micro, 4, ErrorLevel::medium, 30, 18, 13},
    {SymbolKind::micro, 4, ErrorLevel::quartile, 21, 13, 9},
    {SymbolKind::qr, 1, ErrorLevel::low, 41, 25, 17},
    {SymbolKind::qr, 1, ErrorLevel::medium, 34, 20, 14},
    {SymbolKind::qr, 1, ErrorLevel::quartile, 27, 16, 11},
    {SymbolKind::qr, 1, ErrorLevel::high, 17, 10, 7},
    {SymbolKind::qr, 9, ErrorLevel::low, 552, 335, 230},
    {SymbolKind::qr, 10, ErrorLevel::low, 652, 395, 271},
    {SymbolKind::qr, 10, ErrorLevel::high, 288, 174, 119},
    {SymbolKind::qr, 26, ErrorLevel::low, 3283, 1990, 1367},
    {SymbolKind::qr, 27, ErrorLevel::low, 3517, 2132, 1465},
    {SymbolKind::qr, 40, ErrorLevel::low, 7089, 4296, 2953},
    {SymbolKind::qr, 40, ErrorLevel::medium, 5596, 3391, 2331},
    {SymbolKind::qr, 40, ErrorLevel::quartile, 3993, 2420, 1663},
    {SymbolKind::qr, 40, ErrorLevel::high, 3057, 1852, 1273},
};

TEST(CapacityTest, is_that_of_the_standard) {
    for (const Row& row : rows) {
        SCOPED_TRACE(version_name(row.kind, row.version) + to_char(row.level));
        const Capacity capacity =
            capacity_of(data_bits(row.kind, row.version, row.level), row.kind, row.version);
        EXPECT_EQ(capacity.digits, row.digits);
        EXPECT_EQ(capacity.alphanumerics, row.alphanumerics);
        EXPECT_EQ(capacity.bytes, row.bytes);
    }
}

TEST(CapacityTest, levels_that_do_not_exist_hold_nothing) {
    EXPECT_EQ(data_bits(SymbolKind::micro, 1, ErrorLevel::medium), 0);
    EXPECT_EQ(data_bits(SymbolKind::micro, 3, ErrorLevel::quartile), 0);
    EXPECT_EQ(data_bits(SymbolKind::micro, 4, ErrorLevel::high), 0);
}

TEST(CapacityTest, small_versions_lack_modes) {
    EXPECT_TRUE(header_bits(SegmentMode::numeric, SymbolKind::micro, 1));
    EXPECT_FALSE(header_bits(SegmentMode::alphanumeric, SymbolKind::micro, 1));
    EXPECT_FALSE(header_bits(SegmentMode::bytes, SymbolKind::micro, 2));
    EXPECT_TRUE(header_bits(SegmentMode::bytes, SymbolKind::micro, 3));
}

TEST(CapacityTest, no_room_for_a_header_is_no_room) {
    const Capacity capacity = capacity_of(3, SymbolKind::qr, 1);
    EXPECT_EQ(capacity.digits, 0U);
    EXPECT_EQ(capacity.alphanumerics, 0U);
    EXPECT_EQ(capacity.bytes, 0U);
}

}  // namespace
}  // namespace qrgen::qr
