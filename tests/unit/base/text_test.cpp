// SPDX-License-Identifier: MIT
#include "core/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string_view ill_formed[] = {
    "\x80",              // continuation without lead
    "\xBF",              //
    "\xC0\xAF",          // overlong
    "\xC1\xBF",          //
    "\xE0\x80\xAF",      //
    "\xE0\x9F\xBF",      //
    "\xF0\x80\x80\xAF",  //
    "\xF0\x8F\xBF\xBF",  //
    "\xED\xA0\x80",      // surrogates
    "\xED\xBF\xBF",      //
    "\xF4\x90\x80\x80",  // beyond U+10FFFF
    "\xF5\x80\x80\x80",  //
    "\xFE",              // never a byte of UTF-8
    "\xFF",              //
    "\xC3",              // cut off
    "\xE2\x82",          //
    "\xF0\x9F\x98",      //
    "\xC3(",             // lead without continuation
    "\xE2(\x82",         //
};

TEST(NextCodePoint, ReadsEachLengthAndMovesBehindIt) {
    const struct {
        std::string_view text;
        char32_t code_point;
    } cases[] = {
        {std::string_view("\0", 1), 0},
        {"a", 'a'},
        {"\x7F", 0x7F},
        {"\u0080", 0x80},
        {"\u07FF", 0x7FF},
        {"\u0800", 0x800},
        {"\uD7FF", 0xD7FF},
        {"\uE000", 0xE000},
        {"\uFFFF", 0xFFFF},
        {"\U00010000", 0x10000},
        {"\U0010FFFF", 0x10FFFF},
    };
    for (const auto& [text, code_point] : cases) {
        std::size_t offset = 0;
        EXPECT_EQ(next_code_point(text, offset), code_point);
        EXPECT_EQ(offset, text.size());
    }
}

TEST(NextCodePoint, DoesNotMoveOverIllFormedBytes) {
    for (const std::string_view text : ill_formed) {
        std::size_t offset = 0;
        EXPECT_EQ(next_code_point(text, offset), std::nullopt) << printable(text);
        EXPECT_EQ(offset, 0U);
    }
}

TEST(FindInvalidUtf8, TellsWhere) {
    EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
    EXPECT_EQ(find_invalid_utf8("Käse €\U0001F355"), std::nullopt);
    EXPECT_EQ(find_invalid_utf8(std::string_view("a\0b", 3)), std::nullopt);
    for (const std::string_view text : ill_formed) {
        EXPECT_EQ(find_invalid_utf8("ä" + std::string(text)), 2U) << printable(text);
    }
}

TEST(FindInvalidUtf8, TellsWhereInLongText) {
    for (std::size_t place = 0; place < 30; ++place) {
        std::string text(30, 'x');
        text.insert(place, "ä");
        EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
        text.insert(place, "\xE9");
        EXPECT_EQ(find_invalid_utf8(text), place);
    }
}

TEST(CountCodePoints, CountsCharactersNotBytes) {
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(count_code_points("Käse"), 4U);
    EXPECT_EQ(count_code_points("€\U0001F355"), 2U);
}

TEST(FoldCase, LowersAllOfUnicodeLetterByLetter) {
    EXPECT_EQ(fold_case("KÄSE"), "käse");
    EXPECT_EQ(fold_case("ΑΒΓ ЖЩ Ꮳ"), fold_case("αβγ жщ ꮳ"));
    EXPECT_EQ(fold_case("\U00010400"), "\U00010428");  // Deseret, four bytes
    EXPECT_EQ(fold_case("straße 123 €"), "straße 123 €");
    EXPECT_EQ(fold_case(""), "");
}

TEST(FoldCase, KeepsIllFormedBytes) {
    for (const std::string_view text : ill_formed) {
        EXPECT_EQ(fold_case("A" + std::string(text)), "a" + std::string(text)) << printable(text);
    }
}

TEST(ToLowerAscii, LeavesOtherBytesAlone) {
    EXPECT_EQ(to_lower_ascii("AZaz@[`{09Ä\xFF"), "azaz@[`{09Ä\xFF");
}

TEST(Printable, KeepsWhatIsHarmless) {
    for (const std::string_view text : {"", "Käse, \"quoted\" \\ back", "€ \U0001F355 日本 مثال", "\u00A0"}) {
        EXPECT_EQ(printable(text), text);
    }
}

TEST(Printable, EscapesWhatATerminalMightObey) {
    const struct {
        std::string_view given;
        std::string_view shown;
    } cases[] = {
        {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
        {std::string_view("\0", 1), "\\x00"},
        {"\x1b[31m", "\\x1B[31m"},
        {"\x07\x08\x7F", "\\x07\\x08\\x7F"},
        {"\u0080\u009B\u009F", "\\u{0080}\\u{009B}\\u{009F}"},
        {"\u2028\u2029", "\\u{2028}\\u{2029}"},
        {"\u202A\u202E\u2066\u2069\u200E\u200F\u061C",
         "\\u{202A}\\u{202E}\\u{2066}\\u{2069}\\u{200E}\\u{200F}\\u{061C}"},
        {"\uFEFF", "\\u{FEFF}"},
        {"a\xFF\xC3(", "a\\xFF\\xC3("},
        {"\xE2\x82", "\\xE2\\x82"},
    };
    for (const auto& [given, shown] : cases) EXPECT_EQ(printable(given), shown);
}

TEST(Printable, IsAlwaysUtf8) {
    for (const std::string_view text : ill_formed)
        EXPECT_EQ(find_invalid_utf8(printable(text)), std::nullopt);
}

TEST(Trim, TakesWhiteSpaceOffBothEnds) {
    EXPECT_EQ(trim(" \t\r\na b\n "), "a b");
    EXPECT_EQ(trim("a"), "a");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("\va\v"), "\va\v");
}

TEST(SplitList, TrimsAndLeavesOutEmptyPieces) {
    EXPECT_THAT(split_list(""), IsEmpty());
    EXPECT_THAT(split_list(" , ,"), IsEmpty());
    EXPECT_THAT(split_list("a"), ElementsAre("a"));
    EXPECT_THAT(split_list(" a b ,,c,\td\n"), ElementsAre("a b", "c", "d"));
}

TEST(Nearest, FindsWhatWasMeant) {
    const std::vector<std::string_view> verbs{"render", "generate", "list", "show", "delete", "help"};
    EXPECT_EQ(nearest("redner", verbs), "render");
    EXPECT_EQ(nearest("genrate", verbs), "generate");
    EXPECT_EQ(nearest("lst", verbs), "list");
    EXPECT_EQ(nearest("hlep", verbs), "help");
    EXPECT_EQ(nearest("show", verbs), "show");
}

TEST(Nearest, SaysNothingWhenNothingIsNear) {
    const std::vector<std::string_view> verbs{"render", "list", "show"};
    EXPECT_EQ(nearest("frobnicate", verbs), "");
    EXPECT_EQ(nearest("", verbs), "");
    EXPECT_EQ(nearest("x", {"l", "m"}), "");
    EXPECT_EQ(nearest("", {"l"}), "");
    EXPECT_EQ(nearest("list", {}), "");
    EXPECT_EQ(nearest(std::string(65, 'a'), {std::string_view("a")}), "");
}

TEST(Nearest, PrefersTheNearerThenTheEarlier) {
    EXPECT_EQ(nearest("lists", {"lost", "list"}), "list");
    EXPECT_EQ(nearest("lxst", {"list", "lost"}), "list");
    EXPECT_EQ(nearest("gen", {"list", "generate", "generate"}), "generate");
    EXPECT_EQ(nearest("co", {"config", "completion"}), "");
}

TEST(EqualsIgnoringCase, LooksPastTheCaseOfAsciiLettersOnly) {
    EXPECT_TRUE(equals_ignoring_case("", ""));
    EXPECT_TRUE(equals_ignoring_case("X-Request-ID", "x-request-id"));
    EXPECT_TRUE(equals_ignoring_case("azAZ09", "AZaz09"));
    EXPECT_TRUE(equals_ignoring_case("\xC3\xA4", "\xC3\xA4"));
    EXPECT_FALSE(equals_ignoring_case("\xC3\xA4", "\xC3\x84"));
    EXPECT_FALSE(equals_ignoring_case("a", "ab"));
    EXPECT_FALSE(equals_ignoring_case("ab", "a"));
    // Neighbours of the letters in ASCII that differ by the same bit.
    for (const auto& [a, b] :
         {std::pair{"@", "`"}, std::pair{"[", "{"}, std::pair{"_", "\x7F"}, std::pair{"-", "\r"}}) {
        EXPECT_FALSE(equals_ignoring_case(a, b)) << a;
    }
}

}  // namespace
}  // namespace qrgen
