// SPDX-License-Identifier: MIT
#include "core/base/clean_text.hpp"

#include <gtest/gtest.h>

#include "core/base/text.hpp"

namespace qrgen {
namespace {

TEST(CleanText, LeavesCleanTextAsItIs) {
    for (const char* text : {"", "curl/8.0", "Größe – 大 \U0001F600", "a tab\xC2\xA0no"})
        EXPECT_EQ(clean_text(text, 100), text);
}

TEST(CleanText, ReplacesControlCharacters) {
    using namespace std::string_view_literals;
    EXPECT_EQ(clean_text("a\0b"sv, 100), "a\uFFFDb");
    EXPECT_EQ(clean_text("a\r\n\tb\x7F", 100), "a\uFFFD\uFFFD\uFFFDb\uFFFD");
    EXPECT_EQ(clean_text("\xC2\x80|\xC2\x9F|", 100), "\uFFFD|\uFFFD|");
}

TEST(CleanText, ReplacesEachIllFormedByte) {
    EXPECT_EQ(clean_text("\xFF\xC3(", 100), "\uFFFD\uFFFD(");
    EXPECT_EQ(clean_text("\xED\xA0\x80", 100), "\uFFFD\uFFFD\uFFFD");  // a surrogate
    EXPECT_EQ(clean_text("x\xE2\x82", 100), "x\uFFFD\uFFFD");
}

TEST(CleanText, CutsBetweenCodePoints) {
    EXPECT_EQ(clean_text("abcdef", 4), "abcd");
    EXPECT_EQ(clean_text("abc\u20AC", 5), "abc");
    EXPECT_EQ(clean_text("abc\u20AC", 6), "abc\u20AC");
    EXPECT_EQ(clean_text("abc\xFF\xFF", 7), "abc\uFFFD");
    EXPECT_EQ(clean_text("abc", 0), "");
}

TEST(CleanText, IsCleanWhateverComesIn) {
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string text{static_cast<char>(first), static_cast<char>(second), 'x'};
            const std::string clean = clean_text(text, 8);
            EXPECT_FALSE(find_invalid_utf8(clean));
            EXPECT_LE(clean.size(), 8U);
            EXPECT_EQ(clean_text(clean, 8), clean);
        }
    }
}

}  // namespace
}  // namespace qrgen
