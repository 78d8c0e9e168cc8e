// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/symbol_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;

struct Variant {
    int version;
    ErrorLevel level;
};

constexpr Variant variants[]{{1, ErrorLevel::low},    {2, ErrorLevel::low},     {2, ErrorLevel::medium},
                             {3, ErrorLevel::low},    {3, ErrorLevel::medium},  {4, ErrorLevel::low},
                             {4, ErrorLevel::medium}, {4, ErrorLevel::quartile}};

EncodeOptions micro(ErrorLevel level = ErrorLevel::low, int min_version = 1) {
    return {.level = level, .min_version = min_version, .symbol = SymbolKind::micro};
}

Capacity capacity(const Variant& variant) {
    return capacity_of(data_bits(SymbolKind::micro, variant.version, variant.level), SymbolKind::micro,
                       variant.version);
}

std::string repeat(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    text.resize(size);
    return text;
}

std::string decoded(const Symbol& symbol) {
    const auto read = test::read_symbol(symbol);
    return read ? read->content : "(not readable)";
}

void expect_holds(const std::string& content, const Variant& variant) {
    if (content.empty()) return;
    SCOPED_TRACE(version_name(SymbolKind::micro, variant.version) + to_char(variant.level) + " " + content);
    const Symbol symbol = encode(content, micro(variant.level, variant.version));
    EXPECT_EQ(symbol.kind(), SymbolKind::micro);
    EXPECT_EQ(symbol.version(), variant.version);
    EXPECT_EQ(symbol.level(), variant.level);
    EXPECT_EQ(symbol.size(), 9 + 2 * variant.version);
    EXPECT_EQ(decoded(symbol), content);
}

Error error_of(std::string_view content, const EncodeOptions& options) {
    try {
        encode(content, options);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().size(), 1U);
        return error;
    }
    ADD_FAILURE() << "no error";
    return Error({Fault{"none", "none"}});
}

TEST(EncodeMicroTest, all_lengths_of_all_versions_and_levels_are_read_back) {
    for (const Variant& variant : variants) {
        const Capacity most = capacity(variant);
        for (std::size_t size = 1; size <= most.digits; ++size) expect_holds(repeat("90123", size), variant);
        for (std::size_t size = 1; size <= most.alphanumerics; ++size) {
            expect_holds(repeat("AZ $%*+-./:9", size), variant);
        }
        for (std::size_t size = 1; size <= most.bytes; ++size) expect_holds(test::letters(size), variant);
    }
}

TEST(EncodeMicroTest, mixed_text_and_utf8) {
    for (const Variant& variant : {variants[3], variants[5], variants[6]}) {
        for (const std::string content : {"a1234567", "1234567a", "AB12345", "ä€", "é1"}) {
            expect_holds(content, variant);
        }
    }
    expect_holds("abc0123456789AB", {4, ErrorLevel::low});
    expect_holds("漢字😀", {4, ErrorLevel::low});
}

TEST(EncodeMicroTest, bytes) {
    EncodeOptions options = micro();
    options.kind = ContentKind::bytes;
    for (std::size_t size = 1; size <= 15; ++size) {
        const std::string content = test::arbitrary_bytes(size);
        EXPECT_EQ(decoded(encode(content, options)), content);
    }
    EXPECT_EQ(encode("1", options).version(), 3) << "the smallest with bytes";
}

TEST(EncodeMicroTest, takes_the_smallest_version) {
    EXPECT_EQ(encode("12345", micro()).version(), 1);
    EXPECT_EQ(encode("123456", micro()).version(), 2);
    EXPECT_EQ(encode("A", micro()).version(), 2);
    EXPECT_EQ(encode("ABCDEFG", micro()).version(), 3);
    EXPECT_EQ(encode("a", micro()).version(), 3);
    EXPECT_EQ(encode("abcdefghij", micro()).version(), 4);
    EXPECT_EQ(encode("1", micro(ErrorLevel::medium)).version(), 2) << "M1 has level low alone";
    EXPECT_EQ(encode("1", micro(ErrorLevel::quartile)).version(), 4) << "the only one with quartile";
}

// What it holds as one segment is what each version holds at most: one more needs the next.
TEST(EncodeMicroTest, one_more_needs_a_larger_one) {
    for (const Variant& variant : variants) {
        if (variant.version == 4) continue;
        const std::string digits = repeat("7", capacity(variant).digits + 1);
        EXPECT_GT(encode(digits, micro(variant.level)).version(), variant.version);
    }
}

TEST(EncodeMicroTest, min_version_is_kept) {
    for (int version = 1; version <= 4; ++version) {
        EXPECT_EQ(encode("1", micro(ErrorLevel::low, version)).version(), version);
    }
}

TEST(EncodeMicroTest, boost_takes_the_highest_level_that_costs_nothing) {
    const auto boosted = [](std::string_view content, ErrorLevel level, int min_version) {
        EncodeOptions options = micro(level, min_version);
        options.boost = true;
        const Symbol symbol = encode(content, options);
        EXPECT_EQ(decoded(symbol), content);
        return version_name(symbol.kind(), symbol.version()) + to_char(symbol.level());
    };
    EXPECT_EQ(boosted("1", ErrorLevel::low, 1), "M1l");
    EXPECT_EQ(boosted("12345678", ErrorLevel::low, 1), "M2m");
    EXPECT_EQ(boosted("123456789", ErrorLevel::low, 1), "M2l");
    EXPECT_EQ(boosted("abc", ErrorLevel::low, 1), "M3m");
    EXPECT_EQ(boosted("1", ErrorLevel::low, 4), "M4q");
    EXPECT_EQ(boosted("1", ErrorLevel::quartile, 1), "M4q");
    EXPECT_EQ(boosted("abcdefghijklm", ErrorLevel::low, 1), "M4m");
    EXPECT_EQ(boosted("abcdefghijklmno", ErrorLevel::low, 1), "M4l");
}

TEST(EncodeMicroErrorTest, too_long_names_length_limits_and_what_would_hold_it) {
    Error error = error_of(test::letters(16), micro());
    EXPECT_EQ(error.faults().front().field, "content");
    EXPECT_THAT(error.message(),
                HasSubstr("16 bytes do not fit: M4 at error level L holds at most 35 digits, "
                          "21 alphanumeric characters or 15 bytes"));
    EXPECT_THAT(error.hint(), HasSubstr("without `--micro`"));

    error = error_of(test::letters(10), micro(ErrorLevel::quartile));
    EXPECT_THAT(error.message(), HasSubstr("21 digits, 13 alphanumeric characters or 9 bytes"));
    EXPECT_EQ(error.hint(), "error level M would hold it");
    EXPECT_EQ(error_of(test::letters(14), micro(ErrorLevel::quartile)).hint(), "error level L would hold it");
    EXPECT_EQ(error_of(repeat("1", 36), micro()).faults().front().field, "content");
    EXPECT_THAT(error_of(test::letters(5'000'000), micro()).message(), HasSubstr("5000000 bytes"));
}

TEST(EncodeMicroErrorTest, bytes_are_told_the_limit_of_bytes) {
    EncodeOptions options = micro(ErrorLevel::medium);
    options.kind = ContentKind::bytes;
    EXPECT_THAT(error_of("01234567890123", options).message(),
                HasSubstr("14 bytes do not fit: M4 at error level M holds at most 13 bytes"));
}

TEST(EncodeMicroErrorTest, level_high_does_not_exist) {
    const Error error = error_of("1", micro(ErrorLevel::high));
    EXPECT_EQ(error.faults().front().field, "error_level");
    EXPECT_THAT(error.message(), HasSubstr("error level H does not exist in Micro QR"));
    EXPECT_EQ(error.hint(), "error level Q is the highest");
}

TEST(EncodeMicroErrorTest, versions_above_M4_do_not_exist) {
    EXPECT_EQ(error_of("1", micro(ErrorLevel::low, 5)).faults().front().field, "min_version");
}

TEST(EncodeMicroErrorTest, content_is_checked_as_for_qr_codes) {
    EXPECT_EQ(error_of("", micro()).faults().front().field, "content");
    EXPECT_THAT(error_of("ab\xFF", micro()).message(), HasSubstr("UTF-8"));
    EXPECT_THAT(error_of(std::string_view("a\0b", 3), micro()).message(), HasSubstr("NUL"));
}

}  // namespace
}  // namespace qrgen::qr
