// SPDX-License-Identifier: MIT
#include "core/agents/needed_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::agents {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(NeededWords, AreThoseThatStandThere) {
    EXPECT_THAT(needed_words("Firefox"), ElementsAre(ElementsAre("firefox")));
    EXPECT_THAT(needed_words("^Firefox/$"), ElementsAre(ElementsAre("firefox/")));
    EXPECT_THAT(needed_words("(Fire)(?:fox)"), ElementsAre(ElementsAre("firefox")));
    EXPECT_THAT(needed_words("a\\.b\\-c\\ d"), ElementsAre(ElementsAre("a.b-c d")));
    EXPECT_THAT(needed_words("Firefox/(\\d+)\\.(\\d+) \\bGecko"),
                ElementsAre(ElementsAre("firefox/"), ElementsAre(" gecko")));
    EXPECT_THAT(needed_words("one.two[^x]six"),
                ElementsAre(ElementsAre("one"), ElementsAre("two"), ElementsAre("six")));
}

TEST(NeededWords, AreOneOfSeveral) {
    EXPECT_THAT(needed_words("one|two|six"), ElementsAre(ElementsAre("one", "six", "two")));
    EXPECT_THAT(needed_words("A(bc|de)f"), ElementsAre(ElementsAre("abcf", "adef")));
    EXPECT_THAT(needed_words("MI[DX][12]"), ElementsAre(ElementsAre("mid1", "mid2", "mix1", "mix2")));
    EXPECT_THAT(needed_words("M[a-c]x"), ElementsAre(ElementsAre("max", "mbx", "mcx")));
    EXPECT_THAT(needed_words("(one\\d+|\\d+three.four56)"), ElementsAre(ElementsAre("four56", "one")));
    EXPECT_THAT(needed_words("colou?r"), ElementsAre(ElementsAre("color", "colour")));
    EXPECT_THAT(needed_words("colou{0,1}?r"), ElementsAre(ElementsAre("color", "colour")));
}

TEST(NeededWords, AreNotThoseThatCanBeMissing) {
    EXPECT_THAT(needed_words("one(?:two)*"), ElementsAre(ElementsAre("one")));
    EXPECT_THAT(needed_words("one(?:two\\d)?six"), ElementsAre(ElementsAre("one"), ElementsAre("six")));
    EXPECT_THAT(needed_words("one(?:two){0,3}"), ElementsAre(ElementsAre("one")));
    EXPECT_THAT(needed_words("one {0,2}two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("(?:one){2}"), ElementsAre(ElementsAre("one")));
    EXPECT_THAT(needed_words("(?:one)+two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one|\\d+"), IsEmpty());
    EXPECT_THAT(needed_words("one|"), IsEmpty());
    EXPECT_THAT(needed_words("ab|cdef"), IsEmpty());
    EXPECT_THAT(needed_words(""), IsEmpty());
}

TEST(NeededWords, LeaveOutWhatIsNotAscii) {
    EXPECT_THAT(needed_words("one\u20ACtwo"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one\u20AC?two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one[\u20ACx]two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
}

TEST(NeededWords, ReadClasses) {
    EXPECT_THAT(needed_words("one[]]two"), ElementsAre(ElementsAre("one]two")));
    EXPECT_THAT(needed_words("one[^]]two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one[\\]]two"), ElementsAre(ElementsAre("one]two")));
    EXPECT_THAT(needed_words("one[\\d\\]x]two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one[[:alpha:]x]two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one[a-z]two"), ElementsAre(ElementsAre("one"), ElementsAre("two")));
    EXPECT_THAT(needed_words("one[x-]two"), ElementsAre(ElementsAre("one-two", "onextwo")));
}

TEST(NeededWords, AreNoneOfWhatIsNotUnderstood) {
    for (const char* regex : {"one(", "one)", "one[", "one\\", "(?i)one", "(?P<name>one)", "\\x41one",
                              "\\Qone\\E", "one\\1", "*one", "one\xFF", "one[[:alpha"})
        EXPECT_THAT(needed_words(regex), IsEmpty()) << regex;
    EXPECT_THAT(needed_words(std::string(100000, '(')), IsEmpty());
}

TEST(NeededWords, AreFewOfManyPossibilities) {
    const auto words = needed_words("one[0-9][0-9][0-9][0-9]two");
    ASSERT_FALSE(words.empty());
    for (const WordChoice& choice : words) EXPECT_LE(choice.size(), 64U);
}

}  // namespace
}  // namespace qrgen::agents
