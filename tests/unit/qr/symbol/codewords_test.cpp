// SPDX-License-Identifier: MIT
#include "core/qr/symbol/codewords.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/module_role.hpp"
#include "core/qr/symbol/reed_solomon.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/symbol_reader.hpp"

namespace qrgen::qr {
namespace {

constexpr ErrorLevel levels[]{ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high};

std::string full_content(int version, ErrorLevel level) {
    const int bits = data_bits(SymbolKind::qr, version, level);
    return test::arbitrary_bytes(capacity_of(bits, SymbolKind::qr, version).bytes,
                                 static_cast<std::uint32_t>(4 * version + static_cast<int>(level)));
}

Symbol full_symbol(int version, ErrorLevel level) {
    return encode(full_content(version, level), {.level = level, .kind = ContentKind::bytes});
}

// The content of a symbol with one byte segment.
std::string content_of(const std::vector<std::vector<std::uint8_t>>& blocks,
                       const std::vector<BlockSize>& sizes, int version) {
    std::vector<std::uint8_t> data;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        data.insert(data.end(), blocks[i].begin(), blocks[i].begin() + sizes[i].data);
    }
    // Behind the mode of 4 bits and the count of 8 or 16 all bytes lie half a byte off.
    std::string content;
    for (std::size_t i = version < 10 ? 1 : 2; i + 1 < data.size(); ++i) {
        content += static_cast<char>(data[i] << 4 | data[i + 1] >> 4);
    }
    return content;
}

// All of table 9, the placement, the masks and the format information against what libqrencode made.
TEST(CodewordsTest, all_versions_and_levels_are_read_without_an_error) {
    std::set<int> masks;
    for (int version = 1; version <= 40; ++version) {
        for (const ErrorLevel level : levels) {
            SCOPED_TRACE(std::to_string(version) + to_char(level));
            const Symbol symbol = full_symbol(version, level);
            ASSERT_EQ(symbol.version(), version);
            const auto format = read_format(symbol);
            ASSERT_TRUE(format);
            EXPECT_EQ(format->level, level);
            EXPECT_EQ(format->distance, 0);
            masks.insert(format->mask);

            const CodewordMap map(version, level);
            auto blocks = read_blocks(symbol, map, format->mask);
            ASSERT_EQ(blocks.size(), map.blocks().size());
            EXPECT_EQ(content_of(blocks, map.blocks(), version), full_content(version, level));
            for (std::size_t i = 0; i < blocks.size(); ++i) {
                const BlockSize size = map.blocks()[i];
                ASSERT_EQ(blocks[i].size(), static_cast<std::size_t>(size.data + size.correction));
                ASSERT_EQ(correct_block(blocks[i], size.correction), 0);
            }
        }
    }
    EXPECT_EQ(masks.size(), 8U) << "each mask was met";
}

TEST(CodewordsTest, every_data_module_but_the_remainder_belongs_to_one_codeword) {
    for (int version = 1; version <= 40; ++version) {
        const ModuleRoles roles(SymbolKind::qr, version);
        const CodewordMap map(version, ErrorLevel::medium);
        std::set<std::pair<int, int>> places;
        for (std::size_t index = 0; index < map.codewords().size(); ++index) {
            for (int bit = 0; bit < 8; ++bit) {
                const ModulePlace module = map.modules_of(index)[bit];
                EXPECT_EQ(roles.at(module.x, module.y), ModuleRole::data);
                EXPECT_TRUE(places.emplace(module.x, module.y).second);
            }
        }
        std::size_t data_modules = 0;
        for (int y = 0; y < roles.size(); ++y) {
            for (int x = 0; x < roles.size(); ++x)
                data_modules += roles.at(x, y) == ModuleRole::data ? 1U : 0U;
        }
        EXPECT_LT(data_modules - places.size(), 8U) << version;
    }
}

// Figure 21 of ISO/IEC 18004: version 5 at level Q has blocks of 15 and of 16 data codewords.
TEST(CodewordsTest, blocks_are_interleaved) {
    const CodewordMap map(5, ErrorLevel::quartile);
    ASSERT_EQ(map.blocks().size(), 4U);
    for (const std::size_t i : {0U, 1U}) EXPECT_EQ(map.blocks()[i].data, 15);
    for (const std::size_t i : {2U, 3U}) EXPECT_EQ(map.blocks()[i].data, 16);
    for (const BlockSize& block : map.blocks()) EXPECT_EQ(block.correction, 18);
    const auto expect_place = [&](std::size_t index, int block, int codeword) {
        EXPECT_EQ(map.codewords()[index].block, block) << index;
        EXPECT_EQ(map.codewords()[index].codeword, codeword) << index;
    };
    ASSERT_EQ(map.codewords().size(), 134U);
    expect_place(0, 0, 0);
    expect_place(1, 1, 0);
    expect_place(3, 3, 0);
    expect_place(4, 0, 1);
    expect_place(59, 3, 14);
    expect_place(60, 2, 15);  // the shorter blocks have no sixteenth
    expect_place(61, 3, 15);
    expect_place(62, 0, 15);  // correction
    expect_place(64, 2, 16);
    expect_place(133, 3, 33);
}

TEST(CodewordsTest, placement_begins_below_on_the_right) {
    const CodewordMap map(1, ErrorLevel::low);
    const ModulePlace* first = map.modules_of(0);
    EXPECT_EQ(first[0].x, 20);
    EXPECT_EQ(first[0].y, 20);
    EXPECT_EQ(first[1].x, 19);
    EXPECT_EQ(first[1].y, 20);
    EXPECT_EQ(first[2].x, 20);
    EXPECT_EQ(first[2].y, 19);
}

// The fifteen modules of each copy, in no order.
std::vector<ModulePlace> format_modules(int copy, int size) {
    const ModuleRoles roles(SymbolKind::qr, (size - 17) / 4);
    std::vector<ModulePlace> modules;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            const bool is_first = x <= 8 && y <= 8;
            const bool is_dark_module = x == 8 && y == size - 8;
            if (roles.at(x, y) == ModuleRole::format && !is_dark_module && is_first == (copy == 0)) {
                modules.push_back({static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y)});
            }
        }
    }
    return modules;
}

std::vector<ModulePlace> some_of(std::vector<ModulePlace> modules, std::size_t count, std::mt19937& random) {
    std::shuffle(modules.begin(), modules.end(), random);
    modules.resize(count);
    return modules;
}

TEST(FormatInformationTest, up_to_three_wrong_bits_in_both_copies_are_put_right) {
    std::mt19937 random(1);
    for (const ErrorLevel level : levels) {
        for (int i = 0; i < 100; ++i) {
            const Symbol symbol = encode("content " + std::to_string(i), {.level = level});
            const int mask = read_format(symbol)->mask;
            const std::size_t wrong = random() % 4;
            auto modules = some_of(format_modules(0, symbol.size()), wrong, random);
            ASSERT_EQ(modules.size(), wrong);
            for (const ModulePlace module : some_of(format_modules(1, symbol.size()), wrong, random)) {
                modules.push_back(module);
            }
            const auto format = read_format(test::with_inverted(symbol, modules));
            ASSERT_TRUE(format);
            EXPECT_EQ(format->level, level);
            EXPECT_EQ(format->mask, mask);
            EXPECT_EQ(format->distance, static_cast<int>(wrong));
        }
    }
}

TEST(FormatInformationTest, one_good_copy_is_enough) {
    std::mt19937 random(2);
    const Symbol symbol = encode("hello", {.level = ErrorLevel::quartile});
    const auto meant = read_format(symbol);
    for (const int spoilt : {0, 1}) {
        for (int i = 0; i < 50; ++i) {
            const auto modules = some_of(format_modules(spoilt, symbol.size()), 4 + random() % 11, random);
            const auto format = read_format(test::with_inverted(symbol, modules));
            ASSERT_TRUE(format);
            EXPECT_EQ(format->level, meant->level);
            EXPECT_EQ(format->mask, meant->mask);
            EXPECT_EQ(format->distance, 0);
        }
    }
}

TEST(FormatInformationTest, beyond_repair) {
    std::mt19937 random(3);
    const Symbol symbol = encode("hello", {});
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        auto modules = some_of(format_modules(0, symbol.size()), 4, random);
        for (const ModulePlace module : some_of(format_modules(1, symbol.size()), 4, random)) {
            modules.push_back(module);
        }
        const auto format = read_format(test::with_inverted(symbol, modules));
        if (!format) ++refused;
        EXPECT_LE(format ? format->distance : 0, 3);
    }
    EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace qrgen::qr
