// SPDX-License-Identifier: MIT
#include "core/transfer/foreign_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/random.hpp"

namespace qrgen::transfer {
namespace {

using testing::ElementsAre;

std::string time_text(std::string_view text) {
    const auto time = foreign_time(text);
    return time ? format_rfc3339(*time) : "none";
}

TEST(DerivedUuid, DependsOnThePartsAlone) {
    const std::string id = derived_uuid({"shlink", "code", "", "abc"});
    // Ids that were given once must stay: a second import would else make every code anew.
    EXPECT_EQ(id, "1f5fe601-dc35-80c6-8d29-b6d45977daf3");
    EXPECT_EQ(derived_uuid({"shlink", "code", "", "abc"}), id);
    EXPECT_NE(derived_uuid({"shlink", "code", "", "abC"}), id);
    EXPECT_NE(derived_uuid({"shlink", "code", "a", "bc"}), derived_uuid({"shlink", "code", "ab", "c"}));
}

// RFC 9562 section 5.8.
TEST(DerivedUuid, IsOfVersion8) {
    for (int i = 0; i < 100; ++i) {
        const std::string id = derived_uuid({std::to_string(i)});
        EXPECT_TRUE(is_uuid(id)) << id;
        EXPECT_EQ(id[14], '8') << id;
        EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
    }
}

TEST(ForeignTime, AsDatabasesWriteIt) {
    EXPECT_EQ(time_text("2025-05-13 18:41:47.142478+00"), "2025-05-13T18:41:47.142478Z");
    EXPECT_EQ(time_text("2025-05-13 18:41:47+02"), "2025-05-13T16:41:47.000000Z");
    EXPECT_EQ(time_text("2025-05-13 18:41:47+05:30"), "2025-05-13T13:11:47.000000Z");
    EXPECT_EQ(time_text("2025-05-13 18:41:47"), "2025-05-13T18:41:47.000000Z");
    EXPECT_EQ(time_text("2024-01-01T00:00:00+0000"), "2024-01-01T00:00:00.000000Z");
    EXPECT_EQ(time_text("2024-01-01T00:00:00-0130"), "2024-01-01T01:30:00.000000Z");
    EXPECT_EQ(time_text(" 2024-01-01 "), "2024-01-01T00:00:00.000000Z");
    EXPECT_EQ(time_text("1704067200"), "2024-01-01T00:00:00.000000Z");
}

TEST(ForeignTime, NothingElse) {
    for (const char* const text : {"", "yesterday", "2024-13-01", "01/02/2024", "0000-00-00 00:00:00",
                                   "99999999999999999999", "253402300800"}) {
        EXPECT_EQ(time_text(text), "none") << text;
    }
}

TEST(ForeignNumber, DigitsOnly) {
    EXPECT_EQ(foreign_number(" 42 "), 42);
    EXPECT_EQ(foreign_number("9223372036854775807"), 9223372036854775807);
    for (const char* const text : {"", "-1", "1.5", "x", "9223372036854775808", "+1"})
        EXPECT_EQ(foreign_number(text), std::nullopt) << text;
}

TEST(ForeignFlag, WordsOfDatabases) {
    for (const char* const text : {"t", "TRUE", "1", "yes"}) EXPECT_EQ(foreign_flag(text), true) << text;
    for (const char* const text : {"f", "False", "0", "no"}) EXPECT_EQ(foreign_flag(text), false) << text;
    EXPECT_EQ(foreign_flag("maybe"), std::nullopt);
}

TEST(ForeignTag, WhatOurTagsCanHave) {
    EXPECT_EQ(foreign_tag("news"), "news");
    EXPECT_EQ(foreign_tag(" Big  Deal! "), "big-deal");
    EXPECT_EQ(foreign_tag("a_b-c"), "a_b-c");
    EXPECT_EQ(foreign_tag("été"), "t");
    EXPECT_EQ(foreign_tag("日本"), "");
    EXPECT_EQ(foreign_tag(std::string(40, 'x')), std::string(32, 'x'));
    EXPECT_EQ(foreign_tag(std::string(31, 'x') + " y"), std::string(31, 'x'));
}

TEST(ForeignList, Separators) {
    EXPECT_THAT(foreign_list("a|b, c;d"), ElementsAre("a", "b", "c", "d"));
    EXPECT_THAT(foreign_list(""), ElementsAre());
}

TEST(ForeignColour, NamesAndHex) {
    EXPECT_EQ(foreign_colour("black"), "#000000");
    EXPECT_EQ(foreign_colour("Navy"), "#000080");
    EXPECT_EQ(foreign_colour("#a1B2c3"), "#a1B2c3");
    for (const char* const text : {"", "salmon", "#12345", "#11223344", "transparent", "rgb(1,2,3)"})
        EXPECT_EQ(foreign_colour(text), std::nullopt) << text;
}

TEST(ParseShortLink, HostAndPath) {
    const auto parts = [](std::string_view url) {
        const ShortLink link = parse_short_link(url);
        return link.host + " " + link.path;
    };
    EXPECT_EQ(parts("https://Bit.ly/3abcDEF"), "bit.ly 3abcDEF");
    EXPECT_EQ(parts("bit.ly/x/?a=b#c"), "bit.ly x");
    EXPECT_EQ(parts("http://s.test:8080/k%C3%A4se"), "s.test käse");
    EXPECT_EQ(parts("https://s.test/a/b"), "s.test a/b");
    EXPECT_EQ(parts("https://s.test/50%"), "s.test 50%");
    EXPECT_EQ(parts(""), " ");
}

TEST(Shortened, CutsBetweenCodePoints) {
    EXPECT_EQ(shortened("käse", 2), "kä");
    EXPECT_EQ(shortened("abc", 3), "abc");
    EXPECT_EQ(shortened("abc", 0), "");
}

}  // namespace
}  // namespace qrgen::transfer
