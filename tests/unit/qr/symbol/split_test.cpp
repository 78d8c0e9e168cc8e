// SPDX-License-Identifier: MIT
#include "core/qr/symbol/split.hpp"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/symbol/capacity.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/symbol_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view many_scripts =
    "aä€😀 0123456789 漢字かな HTTPS://EXAMPLE.COM/ Приве́т 👩‍👩‍👧‍👦 ";

std::string repeat(std::string_view piece, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
}

std::string parity_of(std::string_view content) {
    const unsigned parity = std::accumulate(
        content.begin(), content.end(), 0U,
        [](unsigned parity_so_far, char c) { return parity_so_far ^ static_cast<unsigned char>(c); });
    return std::to_string(parity);
}

std::size_t capacity_in_sequence(int version, ErrorLevel level) {
    return capacity_of(data_bits(SymbolKind::qr, version, level) - 20, SymbolKind::qr, version).bytes;
}

// ZXing finds the parts of a sequence, in order, with the content's parity, and joins them.
void expect_sequence(const std::vector<Symbol>& symbols, std::string_view content) {
    std::string together;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        EXPECT_EQ(symbols[i].version(), symbols.front().version());
        const auto part = test::read_symbol(symbols[i]);
        ASSERT_TRUE(part) << i;
        EXPECT_EQ(part->index, static_cast<int>(i));
        EXPECT_EQ(part->count, static_cast<int>(symbols.size()));
        EXPECT_EQ(part->parity, parity_of(content));
        EXPECT_FALSE(part->content.empty());
        together += part->content;
    }
    EXPECT_EQ(together, content);
    EXPECT_EQ(test::join_symbols({symbols.rbegin(), symbols.rend()}), content) << "in any order";
}

Error error_of(std::string_view content, const EncodeOptions& options, int count) {
    try {
        encode_split(content, options, count);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().size(), 1U);
        return error;
    }
    ADD_FAILURE() << "no error";
    return Error({Fault{"none", "none"}});
}

class SplitTest : public ::testing::TestWithParam<int> {};

TEST_P(SplitTest, as_many_symbols_as_asked_for_are_joined_to_the_content) {
    const int count = GetParam();
    for (const ErrorLevel level : {ErrorLevel::low, ErrorLevel::high}) {
        for (const int version : {1, 5, 12}) {
            const std::size_t size = static_cast<std::size_t>(count) * capacity_in_sequence(version, level);
            for (const auto kind : {ContentKind::text, ContentKind::bytes}) {
                const std::string content =
                    kind == ContentKind::text ? test::letters(size) : test::arbitrary_bytes(size);
                const auto symbols = encode_split(content, {.level = level, .kind = kind}, count);
                EXPECT_EQ(symbols.size(), static_cast<std::size_t>(count));
                EXPECT_EQ(symbols.front().version(), version);
                EXPECT_EQ(symbols.front().level(), level);
                expect_sequence(symbols, content);
                // One byte more takes the next version.
                EXPECT_EQ(
                    encode_split(content + "x", {.level = level, .kind = kind}, count).front().version(),
                    version + 1);
            }
        }
    }
}

TEST_P(SplitTest, each_symbol_of_text_is_text_by_itself) {
    const int count = GetParam();
    for (std::size_t size = 1; size < 40; size += 3) {
        const std::string content = repeat(many_scripts, size);
        const auto symbols = encode_split(content, {}, count);
        EXPECT_LE(symbols.size(), static_cast<std::size_t>(count));
        if (symbols.size() == 1) continue;
        expect_sequence(symbols, content);
        for (const Symbol& symbol : symbols)
            EXPECT_FALSE(find_invalid_utf8(test::read_symbol(symbol)->content));
    }
}

INSTANTIATE_TEST_SUITE_P(all_counts, SplitTest, ::testing::Range(2, 17));

TEST(SplitModesTest, digits_and_capitals_take_less_than_bytes) {
    const std::string digits = repeat("0123456789", 200);
    const auto of_digits = encode_split(digits, {}, 4);
    expect_sequence(of_digits, digits);
    EXPECT_LT(of_digits.front().version(), encode_split(test::letters(2000), {}, 4).front().version());
    const std::string capitals = repeat("HTTPS://EXAMPLE.COM/", 100);
    expect_sequence(encode_split(capitals, {}, 4), capitals);
}

TEST(SplitModesTest, the_largest_sequence) {
    const EncodeOptions low{.level = ErrorLevel::low};
    const std::string content = test::letters(16 * capacity_in_sequence(40, ErrorLevel::low));
    const auto symbols = encode_split(content, low, 16);
    EXPECT_EQ(symbols.size(), 16U);
    EXPECT_EQ(symbols.front().version(), 40);
    expect_sequence(symbols, content);
}

TEST(SplitCountTest, what_one_symbol_holds_is_no_sequence) {
    const auto symbols = encode_split("hello", {}, 4);
    ASSERT_EQ(symbols.size(), 1U);
    EXPECT_EQ(symbols.front().version(), 1);
    EXPECT_EQ(test::read_symbol(symbols.front())->count, -1);
    EXPECT_EQ(test::read_symbol(symbols.front())->content, "hello");
    EXPECT_EQ(encode_split(test::letters(14), {}, 2).size(), 1U) << "all of version 1";
    EXPECT_EQ(encode_split(test::letters(15), {}, 2).size(), 2U);
}

TEST(SplitCountTest, fewer_where_the_content_is_short) {
    const std::string content = test::letters(30);
    const auto symbols = encode_split(content, {}, 16);
    EXPECT_EQ(symbols.size(), 3U);  // of 12 bytes in version 1 at M, less the place in the sequence
    expect_sequence(symbols, content);
}

TEST(SplitCountTest, min_version_is_kept) {
    const std::string content = test::letters(500);
    const auto symbols = encode_split(content, {.min_version = 7}, 16);
    EXPECT_EQ(symbols.front().version(), 7);
    EXPECT_EQ(symbols.size(), 5U);
    expect_sequence(symbols, content);
    EXPECT_GT(encode_split(content, {.min_version = 2}, 3).front().version(), 7);
}

TEST(SplitErrorTest, too_long_names_the_limit_and_the_count_that_would_do) {
    const Error error = error_of(test::letters(5000), {}, 2);
    EXPECT_EQ(error.faults().front().field, "content");
    EXPECT_THAT(error.message(),
                HasSubstr("5000 bytes do not fit: 2 symbols at error level M hold at most 4658 bytes"));
    EXPECT_EQ(error.hint(), "`--split 3` would hold it");
}

TEST(SplitErrorTest, too_long_for_sixteen_names_the_level_or_how_short) {
    const Error error = error_of(test::letters(40'000), {}, 16);
    EXPECT_THAT(error.message(), HasSubstr("16 symbols at error level M hold at most 37264 bytes"));
    EXPECT_EQ(error.hint(), "error level L with `--split 16` would hold it");
    EXPECT_EQ(error_of(test::letters(50'000), {}, 16).hint(), "shorten it to at most 37264 bytes");
    EXPECT_EQ(error_of(repeat("7", 120'000), {.level = ErrorLevel::low}, 16).hint(),
              "shorten it to at most 113328 digits");
    EXPECT_THAT(error_of(test::letters(5'000'000), {}, 16).message(), HasSubstr("5000000 bytes"));
    EXPECT_THAT(error_of(test::arbitrary_bytes(50'000), {.kind = ContentKind::bytes}, 16).message(),
                HasSubstr("37264 bytes"));
}

TEST(SplitErrorTest, content_is_checked_as_by_encode) {
    EXPECT_EQ(error_of("", {}, 2).faults().front().field, "content");
    EXPECT_THAT(error_of("ab\xFF", {}, 2).message(), HasSubstr("UTF-8"));
}

TEST(SplitErrorTest, micro_qr_has_no_sequences) {
    EXPECT_THAT(error_of("1", {.symbol = SymbolKind::micro}, 2).message(), HasSubstr("Micro QR"));
}

TEST(SplitErrorTest, counts_that_do_not_exist) {
    for (const int count : {-1, 0, 1, 17, 1000})
        EXPECT_EQ(error_of("x", {}, count).faults().front().field, "split");
}

}  // namespace
}  // namespace qrgen::qr
