// SPDX-License-Identifier: MIT
#include "core/qr/symbol/reed_solomon.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"

namespace qrgen::qr {
namespace {

using Block = std::vector<std::uint8_t>;

// ISO/IEC 18004, annex I: "01234567" in version 1 at level M.
const Block example{0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC,
                    0x11, 0xEC, 0x11, 0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55};

// One that libqrencode made.
Block block_of(int version, ErrorLevel level) {
    const auto size = capacity_of(data_bits(SymbolKind::qr, version, level), SymbolKind::qr, version).bytes;
    const Symbol symbol = encode(test::arbitrary_bytes(size),
                                 {.level = level, .min_version = version, .kind = ContentKind::bytes});
    return read_blocks(symbol, CodewordMap(version, level), read_format(symbol)->mask).back();
}

Block spoilt(Block block, int errors, std::mt19937& random) {
    std::vector<std::size_t> places(block.size());
    std::iota(places.begin(), places.end(), 0U);
    std::shuffle(places.begin(), places.end(), random);
    for (int i = 0; i < errors; ++i) {
        block[places[static_cast<std::size_t>(i)]] ^= static_cast<std::uint8_t>(1 + random() % 255);
    }
    return block;
}

int count_differences(const Block& a, const Block& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0, std::plus<>(), std::not_equal_to<>());
}

// Shortest and longest blocks, least and most correction, odd correction.
struct Case {
    int version;
    ErrorLevel level;
};
constexpr Case cases[]{{1, ErrorLevel::low},  {1, ErrorLevel::quartile}, {1, ErrorLevel::high},
                       {3, ErrorLevel::low},  {4, ErrorLevel::high},     {8, ErrorLevel::medium},
                       {27, ErrorLevel::low}, {40, ErrorLevel::low},     {40, ErrorLevel::high}};

TEST(ReedSolomonTest, the_example_of_the_standard) {
    Block block = example;
    EXPECT_EQ(correct_block(block, 10), 0);
    EXPECT_EQ(block, example);
    block[3] ^= 0xFF;
    block[25] ^= 0x01;
    EXPECT_EQ(correct_block(block, 10), 2);
    EXPECT_EQ(block, example);
}

TEST(ReedSolomonTest, each_codeword_and_each_bit) {
    for (std::size_t i = 0; i < example.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            Block block = example;
            block[i] ^= static_cast<std::uint8_t>(1U << bit);
            EXPECT_EQ(correct_block(block, 10), 1);
            EXPECT_EQ(block, example);
        }
    }
}

TEST(ReedSolomonTest, as_many_errors_as_can_be_put_right) {
    std::mt19937 random(1);
    for (const Case& c : cases) {
        const Block meant = block_of(c.version, c.level);
        const BlockSize size = block_sizes(c.version, c.level).back();
        for (int errors = 0; errors <= size.correctable(); ++errors) {
            for (int i = 0; i < 20; ++i) {
                Block block = spoilt(meant, errors, random);
                ASSERT_EQ(correct_block(block, size.correction), errors);
                ASSERT_EQ(block, meant);
            }
        }
    }
}

// Another valid block may be near; what was meant cannot be found.
TEST(ReedSolomonTest, more_errors_are_refused_or_end_in_another_valid_block) {
    std::mt19937 random(2);
    int refused = 0;
    int tried = 0;
    for (const Case& c : cases) {
        const Block meant = block_of(c.version, c.level);
        const BlockSize size = block_sizes(c.version, c.level).back();
        for (int errors = size.correctable() + 1; errors <= size.correction + 1; ++errors) {
            for (int i = 0; i < 20; ++i, ++tried) {
                const Block seen = spoilt(meant, errors, random);
                Block block = seen;
                const auto wrong = correct_block(block, size.correction);
                ASSERT_NE(block, meant);
                if (!wrong) {
                    ASSERT_EQ(block, seen) << "left as it was";
                    ++refused;
                    continue;
                }
                ASSERT_EQ(*wrong, count_differences(block, seen));
                ASSERT_LE(*wrong, size.correctable());
                ASSERT_EQ(correct_block(block, size.correction), 0) << "valid";
            }
        }
    }
    RecordProperty("refused", refused);
    EXPECT_GT(refused, tried * 9 / 10);
}

// In long blocks with little correction some locator almost always has roots.
TEST(ReedSolomonTest, never_more_than_half_of_correction) {
    std::mt19937 random(3);
    for (const int correction : {2, 3, 4, 5}) {
        for (int errors = 0; errors < 6; ++errors) {
            for (int i = 0; i < 100; ++i) {
                Block block = spoilt(Block(255), errors, random);
                ASSERT_LE(correct_block(block, correction).value_or(0), correction / 2);
            }
        }
    }
}

TEST(ReedSolomonTest, all_zero_is_valid) {
    Block block(20);
    EXPECT_EQ(correct_block(block, 10), 0);
}

TEST(ReedSolomonTest, what_is_no_block) {
    Block none;
    EXPECT_EQ(correct_block(none, 0), std::nullopt);
    Block all_correction(10);
    EXPECT_EQ(correct_block(all_correction, 10), std::nullopt);
    EXPECT_EQ(correct_block(all_correction, 11), std::nullopt);
    EXPECT_EQ(correct_block(all_correction, -1), std::nullopt);
    Block too_long(256);
    EXPECT_EQ(correct_block(too_long, 10), std::nullopt);
    Block longest(255);
    EXPECT_EQ(correct_block(longest, 10), 0);
    Block unprotected{1, 2, 3};
    EXPECT_EQ(correct_block(unprotected, 0), 0);
}

}  // namespace
}  // namespace qrgen::qr
