// SPDX-License-Identifier: MIT
#include "core/qr/symbol/encode.hpp"

#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/png.hpp"
#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/segments.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string repeat(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    text.resize(size);
    return text;
}

// What a decoder reads back.
std::string decoded(const Symbol& symbol) {
    const std::string file = render_png(symbol, Picture{.size = ModuleScale{4}});
    return test::read_qr(test::read_png(file).image).value_or("(not readable)");
}

Error error_of(std::string_view content, const EncodeOptions& options = {}) {
    try {
        encode(content, options);
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return Error(ErrorKind::failure, "none");
}

void expect_invalid_content(const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    ASSERT_EQ(error.faults().size(), 1U);
    EXPECT_EQ(error.faults().front().field, "content");
    EXPECT_THAT(error.message(), Not(HasSubstr("\n")));
}

TEST(EncodeTest, text_of_all_kinds) {
    for (const std::string content :
         {"x", "0", "0123456789", "HTTPS://EXAMPLE.COM/A",
          "https://example.com/menu?table=12345678901234567890",
          "ABC123abc000000000000000000000DEF$%*+-./: end", "line one\nline two\r\n\ttab",
          "Grüße aus Köln, 12345678901234567890 €", "漢字かな交じり文 2024", "Приве́т",
          "👩‍👩‍👧‍👦 😀🎉", "%&\"<>'\\`$(x)"}) {
        for (const ErrorLevel level :
             {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
            const Symbol symbol = encode(content, {.level = level});
            EXPECT_EQ(symbol.level(), level);
            EXPECT_EQ(decoded(symbol), content);
        }
    }
}

TEST(EncodeTest, bytes_of_all_sizes) {
    constexpr std::size_t sizes[]{1, 2, 3, 10, 17, 53, 100, 255, 256, 257, 500, 1000, 1663, 2331, 2952, 2953};
    for (const std::size_t size : sizes) {
        const std::string content = test::arbitrary_bytes(size, static_cast<std::uint32_t>(size));
        const Symbol symbol = encode(content, {.level = ErrorLevel::low, .kind = ContentKind::bytes});
        EXPECT_EQ(decoded(symbol), content) << size;
    }
}

TEST(EncodeTest, every_byte_value) {
    std::string content;
    for (int byte = 0; byte < 256; ++byte) content += static_cast<char>(byte);
    EXPECT_EQ(decoded(encode(content, {.kind = ContentKind::bytes})), content);
    EXPECT_EQ(decoded(encode(std::string_view("\0", 1), {.kind = ContentKind::bytes})), std::string(1, '\0'));
}

TEST(EncodeTest, takes_the_mode_that_pays) {
    // Version 1 at M holds 34 digits, 20 alphanumeric characters or 14 bytes (ISO/IEC 18004, table 7).
    EXPECT_EQ(encode(repeat("0123456789", 34), {}).version(), 1);
    EXPECT_EQ(encode(repeat("0123456789", 35), {}).version(), 2);
    EXPECT_EQ(encode(repeat("AB C", 20), {}).version(), 1);
    EXPECT_EQ(encode(repeat("AB C", 21), {}).version(), 2);
    EXPECT_EQ(encode(repeat("a", 14), {}).version(), 1);
    EXPECT_EQ(encode(repeat("a", 15), {}).version(), 2);
    EXPECT_EQ(encode(repeat("0", 34), {.kind = ContentKind::bytes}).version(), 3);
    // 60 bytes need version 4; a segment of digits saves one.
    EXPECT_EQ(encode(repeat("a", 20) + repeat("0123456789", 40), {}).version(), 3);
}

TEST(EncodeTest, min_version_is_kept_and_exceeded_when_needed) {
    EXPECT_EQ(encode("x", {.min_version = 7}).version(), 7);
    EXPECT_EQ(encode("x", {.min_version = 40}).version(), 40);
    EXPECT_EQ(encode(repeat("a", 15), {.min_version = 1}).version(), 2);
    EXPECT_EQ(encode(repeat("a", 500), {.min_version = 3}).version(), encode(repeat("a", 500), {}).version());
}

TEST(EncodeTest, same_input_same_symbol) {
    const Symbol one = encode("https://example.com/menu", {});
    const Symbol two = encode("https://example.com/menu", {});
    ASSERT_EQ(one.size(), two.size());
    for (int y = 0; y < one.size(); ++y) {
        for (int x = 0; x < one.size(); ++x) ASSERT_EQ(one.is_dark(x, y), two.is_dark(x, y));
    }
}

TEST(EncodeBoostTest, takes_the_highest_level_that_costs_nothing) {
    for (std::size_t size = 1; size <= 1273; size += 53) {
        const std::string content = test::letters(size);
        for (const ErrorLevel level :
             {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
            const Symbol plain = encode(content, {.level = level});
            const Symbol boosted = encode(content, {.level = level, .boost = true});
            EXPECT_EQ(boosted.version(), plain.version());
            ErrorLevel best = level;
            for (const ErrorLevel other : {ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
                if (other > best && encode(content, {.level = other}).version() == plain.version())
                    best = other;
            }
            EXPECT_EQ(boosted.level(), best) << size;
        }
    }
}

TEST(EncodeBoostTest, uses_the_room_of_a_larger_min_version) {
    EXPECT_EQ(encode("x", {.min_version = 10, .boost = true}).level(), ErrorLevel::high);
    EXPECT_EQ(encode("x", {.min_version = 10, .boost = true}).version(), 10);
}

TEST(EncodeBoostTest, boosted_symbols_can_be_read) {
    const Symbol symbol = encode("hello", {.level = ErrorLevel::low, .boost = true});
    EXPECT_EQ(symbol.level(), ErrorLevel::high);
    EXPECT_EQ(decoded(symbol), "hello");
}

TEST(EncodeErrorTest, empty) {
    expect_invalid_content(error_of(""));
    expect_invalid_content(error_of("", {.kind = ContentKind::bytes}));
}

TEST(EncodeErrorTest, not_utf8) {
    const Error error = error_of("abc\xFFxyz");
    expect_invalid_content(error);
    EXPECT_THAT(error.message(), HasSubstr("offset 3"));
    EXPECT_THAT(error.hint(), HasSubstr("--binary"));
    expect_invalid_content(error_of("\xC0\x80"));          // overlong NUL
    expect_invalid_content(error_of("\xED\xA0\x80"));      // a surrogate
    expect_invalid_content(error_of("abc\xE2\x82"));       // cut off
    expect_invalid_content(error_of("\xF4\x90\x80\x80"));  // beyond U+10FFFF
}

TEST(EncodeErrorTest, nul_in_text) {
    const Error error = error_of(std::string_view("ab\0c", 4));
    expect_invalid_content(error);
    EXPECT_THAT(error.message(), HasSubstr("offset 2"));
    EXPECT_THAT(error.hint(), HasSubstr("--binary"));
}

struct Limit {
    ErrorLevel level;
    std::size_t digits;
    std::size_t alphanumerics;
    std::size_t bytes;
};

// ISO/IEC 18004, table 7, version 40.
constexpr Limit limits[]{{ErrorLevel::low, 7089, 4296, 2953},
                         {ErrorLevel::medium, 5596, 3391, 2331},
                         {ErrorLevel::quartile, 3993, 2420, 1663},
                         {ErrorLevel::high, 3057, 1852, 1273}};

// The limit itself fits, one more does not, and the error says both figures.
void expect_limit(std::string_view piece, std::size_t limit, const EncodeOptions& options,
                  const std::string& unit) {
    EXPECT_EQ(encode(repeat(piece, limit), options).version(), 40);
    const Error error = error_of(repeat(piece, limit + 1), options);
    expect_invalid_content(error);
    EXPECT_THAT(error.message(), HasSubstr(std::to_string(limit + 1) + " bytes"));
    EXPECT_THAT(error.message(), HasSubstr(std::to_string(limit) + " " + unit));
}

TEST(EncodeErrorTest, too_long_names_length_and_limit) {
    for (const Limit& limit : limits) {
        expect_limit("0123456789", limit.digits, {.level = limit.level}, "digits");
        expect_limit("AB $%*+-./:9", limit.alphanumerics, {.level = limit.level}, "alphanumeric characters");
        expect_limit("abc,def", limit.bytes, {.level = limit.level}, "bytes");
        expect_limit("0123456789", limit.bytes, {.level = limit.level, .kind = ContentKind::bytes}, "bytes");
    }
}

TEST(EncodeErrorTest, too_long_names_the_level) {
    EXPECT_THAT(error_of(test::letters(2400)).message(), HasSubstr("error level M"));
    EXPECT_THAT(error_of(test::letters(2400), {.level = ErrorLevel::quartile}).message(),
                HasSubstr("error level Q"));
}

TEST(EncodeErrorTest, too_long_names_the_highest_level_that_fits) {
    EXPECT_EQ(error_of(test::letters(2400)).hint(), "error level L would hold it");
    const EncodeOptions high{.level = ErrorLevel::high};
    EXPECT_EQ(error_of(test::letters(1500), high).hint(), "error level Q would hold it");
    EXPECT_EQ(error_of(test::letters(2000), high).hint(), "error level M would hold it");
    EXPECT_EQ(error_of(test::letters(2900), high).hint(), "error level L would hold it");
    EXPECT_EQ(error_of(repeat("0123456789", 7000)).hint(), "error level L would hold it");
}

TEST(EncodeErrorTest, too_long_for_any_level_says_how_short) {
    EXPECT_EQ(error_of(test::letters(3000)).hint(), "shorten it to at most 2331 bytes");
    EXPECT_EQ(error_of(repeat("7", 7090), {.level = ErrorLevel::low}).hint(),
              "shorten it to at most 7089 digits");
    EXPECT_THAT(error_of(test::letters(5'000'000)).message(), HasSubstr("5000000 bytes"));
    expect_invalid_content(error_of(std::string(5000, '\0'), {.kind = ContentKind::bytes}));
}

TEST(EncodeErrorTest, what_fits_as_bytes_is_never_too_long) {
    // Many short runs of digits, which cost more as segments of their own than they save in a large symbol.
    for (std::size_t run = 3; run < 20; ++run) {
        const std::string content = repeat(repeat("abcdefgh", 9) + repeat("0123456789", run), 2953);
        EXPECT_EQ(decoded(encode(content, {.level = ErrorLevel::low})), content) << run;
    }
}

// The library's own way of cutting it would hold some dozens of characters less.
TEST(EncodeErrorTest, what_the_best_segments_hold_is_never_too_long) {
    std::mt19937 random(1);
    std::string content;
    while (content.size() < 7000) {
        content += test::letters(random() % 4, static_cast<std::uint32_t>(random()));
        content += repeat("0123456789", random() % 10);
        content += repeat("ABCDEFGHIJKLMNOPQRSTUVW", random() % 22);
    }
    const int bits = data_bits(SymbolKind::qr, 40, ErrorLevel::low);
    content.resize(length_of(longest_fitting(content, ContentKind::text, bits, SymbolKind::qr, 40)));
    EXPECT_GT(content.size(), 3000U);
    EXPECT_EQ(decoded(encode(content, {.level = ErrorLevel::low})), content);
}

TEST(EncodeThreadTest, threads_do_not_disturb_each_other) {
    const auto picture_of = [](int number) {
        return render_png(encode("content " + std::to_string(number), {}), Picture{});
    };
    std::vector<std::string> expected;
    for (int i = 0; i < 50; ++i) expected.push_back(picture_of(i));
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i)
                wrong += picture_of(i) == expected[static_cast<std::size_t>(i)] ? 0 : 1;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace qrgen::qr
