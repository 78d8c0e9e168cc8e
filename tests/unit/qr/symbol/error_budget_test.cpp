// SPDX-License-Identifier: MIT
#include "core/qr/symbol/error_budget.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/reed_solomon.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/symbol_reader.hpp"

namespace qrgen::qr {
namespace {

constexpr ErrorLevel levels[]{ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high};

std::string full_content(int version, ErrorLevel level) {
    const int bits = data_bits(SymbolKind::qr, version, level);
    return test::letters(capacity_of(bits, SymbolKind::qr, version).bytes,
                         static_cast<std::uint32_t>(4 * version + static_cast<int>(level)));
}

SeenDark as_in(const Symbol& seen) {
    return [&seen](int x, int y) { return seen.is_dark(x, y); };
}

// Inverts 1 to 8 modules in each of wrong[block] codewords of each block.
Symbol spoil(const Symbol& symbol, std::vector<int> wrong, std::mt19937& random) {
    const CodewordMap map(symbol.version(), symbol.level());
    std::vector<std::size_t> order(map.codewords().size());
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), random);
    std::vector<ModulePlace> inverted;
    for (const std::size_t index : order) {
        int& left = wrong[map.codewords()[index].block];
        if (left == 0) continue;
        --left;
        std::vector<ModulePlace> modules(map.modules_of(index), map.modules_of(index) + 8);
        std::shuffle(modules.begin(), modules.end(), random);
        inverted.insert(inverted.end(), modules.begin(),
                        modules.begin() + 1 + static_cast<int>(random() % 8));
    }
    return test::with_inverted(symbol, inverted);
}

// How many codewords the decoder puts right in each block; -1 where it fails or finds another block.
std::vector<int> corrected(const Symbol& symbol, const Symbol& seen) {
    const CodewordMap map(symbol.version(), symbol.level());
    const int mask = read_format(symbol)->mask;
    const auto meant = read_blocks(symbol, map, mask);
    auto blocks = read_blocks(seen, map, mask);
    std::vector<int> counts;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto wrong = correct_block(blocks[i], map.blocks()[i].correction);
        counts.push_back(wrong && blocks[i] == meant[i] ? *wrong : -1);
    }
    return counts;
}

std::vector<int> wrong_of(const std::vector<BlockErrors>& errors) {
    std::vector<int> wrong;
    for (const BlockErrors& block : errors) wrong.push_back(block.wrong);
    return wrong;
}

class ErrorBudgetTest : public ::testing::TestWithParam<int> {};

TEST_P(ErrorBudgetTest, counts_what_the_decoder_corrects_and_zxing_reads_it) {
    const int version = GetParam();
    std::mt19937 random(static_cast<std::uint32_t>(version));
    for (const ErrorLevel level : levels) {
        SCOPED_TRACE(to_char(level));
        const std::string content = full_content(version, level);
        const Symbol symbol = encode(content, {.level = level});
        ASSERT_EQ(symbol.version(), version);
        const std::vector<BlockErrors> none = count_errors(symbol, as_in(symbol));
        ASSERT_EQ(none.size(), block_sizes(version, level).size());
        EXPECT_TRUE(keeps_reserve(none, 1));
        for (const bool all : {false, true}) {
            std::vector<int> wrong;
            for (const BlockErrors& block : none) {
                EXPECT_EQ(block.wrong, 0);
                wrong.push_back(
                    all ? block.correctable
                        : static_cast<int>(random() % static_cast<unsigned>(block.correctable + 1)));
            }
            const Symbol seen = spoil(symbol, wrong, random);
            const std::vector<BlockErrors> errors = count_errors(symbol, as_in(seen));
            EXPECT_EQ(wrong_of(errors), wrong);
            EXPECT_TRUE(is_readable(errors));
            EXPECT_EQ(corrected(symbol, seen), wrong);
            const auto read = test::read_symbol(seen);
            EXPECT_EQ(read ? read->content : "(not readable)", content);
        }
    }
}

TEST_P(ErrorBudgetTest, too_many_in_one_block_are_too_many) {
    const int version = GetParam();
    std::mt19937 random(static_cast<std::uint32_t>(version));
    for (const ErrorLevel level : levels) {
        SCOPED_TRACE(to_char(level));
        const std::string content = full_content(version, level);
        const Symbol symbol = encode(content, {.level = level});
        const std::vector<BlockSize> blocks = block_sizes(version, level);
        std::vector<int> wrong(blocks.size());
        const std::size_t lost = random() % blocks.size();
        // One more than can be put right, two where correction is odd: then zxing is lucky with one more in
        // one of 256 cases.
        wrong[lost] = blocks[lost].correction - blocks[lost].correctable() + 1;
        const Symbol seen = spoil(symbol, wrong, random);
        const std::vector<BlockErrors> errors = count_errors(symbol, as_in(seen));
        EXPECT_EQ(wrong_of(errors), wrong);
        EXPECT_FALSE(is_readable(errors));
        EXPECT_EQ(corrected(symbol, seen)[lost], -1);
        const auto read = test::read_symbol(seen);
        EXPECT_NE(read ? read->content : "(not readable)", content);
    }
}

INSTANTIATE_TEST_SUITE_P(all_versions, ErrorBudgetTest, ::testing::Range(1, 41));

TEST(ErrorBudgetCountTest, several_wrong_modules_of_a_codeword_count_once) {
    const Symbol symbol = encode("hello", {});
    const CodewordMap map(symbol.version(), symbol.level());
    const ModulePlace* modules = map.modules_of(3);
    for (int count = 1; count <= 8; ++count) {
        const Symbol seen = test::with_inverted(symbol, {modules, modules + count});
        EXPECT_EQ(wrong_of(count_errors(symbol, as_in(seen))), std::vector<int>{1});
    }
}

TEST(ErrorBudgetCountTest, function_patterns_and_remainder_bits_are_not_asked_for) {
    const Symbol symbol = encode("hello", {.min_version = 2});
    int asked = 0;
    count_errors(symbol, [&](int x, int y) {
        ++asked;
        EXPECT_FALSE(x < 9 && y < 9);
        return symbol.is_dark(x, y);
    });
    EXPECT_EQ(asked, 44 * 8);
}

TEST(ErrorBudgetCountTest, not_for_micro_qr) {
    const Symbol symbol = encode("1", {.symbol = SymbolKind::micro});
    EXPECT_THROW(count_errors(symbol, as_in(symbol)), std::logic_error);
}

TEST(ErrorBudgetReserveTest, holds_in_every_block) {
    EXPECT_TRUE(is_readable({{5, 5}, {0, 5}}));
    EXPECT_FALSE(is_readable({{0, 5}, {6, 5}}));
    EXPECT_TRUE(keeps_reserve({{4, 5}, {4, 5}}, 0.2));
    EXPECT_FALSE(keeps_reserve({{4, 5}, {5, 5}}, 0.2));
    EXPECT_TRUE(keeps_reserve({{12, 15}}, 0.2));
    EXPECT_FALSE(keeps_reserve({{13, 15}}, 0.2));
    EXPECT_FALSE(keeps_reserve({{1, 8}}, 1));
}

// Nothing that is wrong only by the way fractions are stored.
TEST(ErrorBudgetReserveTest, is_exact_in_tenths) {
    for (int correctable = 1; correctable <= 15; ++correctable) {
        for (int tenths = 0; tenths <= 10; ++tenths) {
            for (int wrong = 0; wrong <= correctable; ++wrong) {
                EXPECT_EQ(keeps_reserve({{wrong, correctable}}, tenths / 10.0),
                          10 * (correctable - wrong) >= tenths * correctable);
            }
        }
    }
}

}  // namespace
}  // namespace qrgen::qr
