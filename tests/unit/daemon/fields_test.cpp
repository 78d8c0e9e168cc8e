// SPDX-License-Identifier: MIT
#include "daemon/fields.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/query.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Parameter;
using testing::ElementsAre;
using testing::HasSubstr;
using enum http::ParameterType;

constexpr std::array<std::string_view, 2> words{"one", "two"};
constexpr std::array table{
    Parameter{.name = "count", .type = integer, .summary = "", .fallback = "7", .min = 1, .max = 50},
    Parameter{.name = "length", .type = number, .summary = "", .min = 0.1, .max = 100},
    Parameter{.name = "flag", .type = boolean, .summary = "", .fallback = "false"},
    Parameter{.name = "word", .type = choice, .summary = "", .choices = words},
    Parameter{.name = "ink", .type = colour, .summary = ""},
    Parameter{.name = "glass", .type = colour, .summary = "", .max = 9},
    Parameter{.name = "name", .type = text, .summary = "", .min = 2, .max = 3},
};

Fields read(const std::string& query) {
    return read_query({.method = "GET", .path = "/", .query = query}, table);
}

// "TYPE MESSAGE" of the only fault; empty if there is none.
std::string fault_of(const std::string& query) {
    try {
        read(query).require_valid();
    } catch (const HttpError& error) {
        EXPECT_EQ(error.status(), 422);
        EXPECT_EQ(error.faults().size(), 1U);
        EXPECT_EQ(error.faults().front().loc.front(), "query");
        return error.faults().front().type + " " + error.faults().front().msg;
    }
    return "";
}

TEST(FieldsTest, WhatIsNotGivenHasItsDefault) {
    const Fields fields = read("");
    fields.require_valid();
    EXPECT_EQ(fields.integer("count"), 7);
    EXPECT_EQ(fields.number("length"), std::nullopt);
    EXPECT_FALSE(fields.boolean("flag"));
    EXPECT_EQ(fields.text("word"), std::nullopt);
    EXPECT_FALSE(fields.is_given("count"));
}

TEST(FieldsTest, ReadsEveryType) {
    const Fields fields =
        read("count=50&length=2.5&flag=true&word=two&ink=%231A2b3C&glass=%231A2B3C80&name=%C3%A4%C3%B6");
    fields.require_valid();
    EXPECT_EQ(fields.integer("count"), 50);
    EXPECT_EQ(fields.number("length"), 2.5);
    EXPECT_TRUE(fields.boolean("flag"));
    EXPECT_EQ(fields.text("word"), "two");
    EXPECT_EQ(fields.text("ink"), "#1A2b3C");
    EXPECT_EQ(fields.text("glass"), "#1A2B3C80");
    EXPECT_EQ(fields.text("name"), "äö") << "characters count, not bytes";
    EXPECT_TRUE(fields.is_given("count"));
}

TEST(FieldsTest, IntegersAreTakenAsPydanticTakesThem) {
    for (const char* good : {"10", "+10", "%2B10", "%20 10", "10.0", "10.000", "010"}) {
        EXPECT_EQ(read("count=" + std::string(good)).integer("count"), 10) << good;
    }
    for (const char* bad :
         {"", "ten", "10.5", "1e1", "0x0A", "1_0", "10.", ".0", "%2B-1", "%2B%2B1", "- 1", "true"}) {
        EXPECT_THAT(fault_of("count=" + std::string(bad)), HasSubstr("int_parsing must be an integer"))
            << bad;
    }
}

TEST(FieldsTest, RangesIncludeTheirEnds) {
    EXPECT_EQ(fault_of("count=1"), "");
    EXPECT_EQ(fault_of("count=50"), "");
    EXPECT_EQ(fault_of("count=0"), "greater_than_equal must be from 1 to 50, not 0");
    EXPECT_EQ(fault_of("count=51"), "less_than_equal must be from 1 to 50, not 51");
    EXPECT_EQ(fault_of("count=99999999999999999999"),
              "less_than_equal must be from 1 to 50, not 99999999999999999999");
    EXPECT_EQ(fault_of("count=-99999999999999999999"),
              "greater_than_equal must be from 1 to 50, not -99999999999999999999");
    EXPECT_EQ(fault_of("length=0.1"), "");
    EXPECT_EQ(fault_of("length=100"), "");
    EXPECT_EQ(fault_of("length=0.09"), "greater_than_equal must be from 0.1 to 100, not 0.09");
    EXPECT_EQ(fault_of("length=100.5"), "less_than_equal must be from 0.1 to 100, not 100.5");
}

TEST(FieldsTest, NumbersAreFinite) {
    for (const char* bad : {"", "nan", "inf", "-inf", "1e999", "1,5", "0x1p3", "1.5 cm"}) {
        EXPECT_THAT(fault_of("length=" + std::string(bad)), HasSubstr("float_parsing must be a number"))
            << bad;
    }
}

TEST(FieldsTest, BooleansHaveManyNames) {
    for (const char* yes : {"true", "1", "yes", "on", "t", "y", "True", "ON"}) {
        EXPECT_TRUE(read("flag=" + std::string(yes)).boolean("flag")) << yes;
    }
    for (const char* no : {"false", "0", "no", "off", "f", "n", "FALSE"}) {
        const Fields fields = read("flag=" + std::string(no));
        EXPECT_FALSE(fields.boolean("flag")) << no;
        EXPECT_TRUE(fields.is_given("flag")) << no;
    }
    EXPECT_EQ(fault_of("flag=2"), "bool_parsing must be true or false, not \"2\"");
    EXPECT_THAT(fault_of("flag="), HasSubstr("bool_parsing"));
}

TEST(FieldsTest, ChoicesAreExact) {
    EXPECT_EQ(fault_of("word=three"), "enum must be one of one, two, not \"three\"");
    EXPECT_THAT(fault_of("word=One"), HasSubstr("enum"));
    EXPECT_THAT(fault_of("word="), HasSubstr("enum"));
}

TEST(FieldsTest, ColoursHaveSixDigitsAndEightWhereAllowed) {
    for (const char* bad :
         {"", "red", "transparent", "123456", "%2312345", "%23123", "%2312345G", "%231234567"}) {
        EXPECT_THAT(fault_of("ink=" + std::string(bad)),
                    HasSubstr("string_pattern_mismatch must be a colour"))
            << bad;
        EXPECT_THAT(fault_of("glass=" + std::string(bad)), HasSubstr("or #1A2B3C80")) << bad;
    }
    EXPECT_THAT(fault_of("ink=%2312345678"), HasSubstr("must be a colour like #1A2B3C, not"));
}

TEST(FieldsTest, TextsAreUtf8OfTheRightLength) {
    EXPECT_EQ(fault_of("name=abcd"), "string_too_long must be at most 3 characters, but has 4");
    EXPECT_EQ(fault_of("name=a"), "string_too_short must have at least 2 characters");
    EXPECT_THAT(fault_of("name=a%FF"), HasSubstr("is not UTF-8"));
    EXPECT_THAT(fault_of("name=a%00b"), HasSubstr("NUL"));
}

TEST(FieldsTest, WhatIsShownOfAValueIsSafeAndShort) {
    EXPECT_EQ(fault_of("word=%1B%0A").find('\n'), std::string::npos);
    EXPECT_LT(fault_of("word=" + std::string(10000, 'x')).size(), 300U);
    EXPECT_LT(fault_of("count=" + std::string(10000, '9')).size(), 300U);
}

TEST(FieldsTest, OfTwoValuesTheLastCounts) {
    EXPECT_EQ(read("count=abc&count=5").integer("count"), 5);
    EXPECT_EQ(fault_of("count=abc&count=5"), "");
    EXPECT_THAT(fault_of("count=5&count=abc"), HasSubstr("int_parsing"));
}

TEST(FieldsTest, OtherParametersAreIgnored) {
    EXPECT_EQ(fault_of("Count=abc&x=1&=&&"), "");
}

TEST(FieldsTest, AllFaultsAreListed) {
    Fields fields = read("count=0&length=x&flag=x&word=x&ink=x&glass=x&name=x");
    fields.add_fault("other", "is odd", "odd");
    try {
        fields.require_valid();
        FAIL();
    } catch (const HttpError& error) {
        std::vector<std::string> names;
        for (const auto& fault : error.faults()) names.push_back(fault.loc.back());
        EXPECT_THAT(names, ElementsAre("count", "length", "flag", "word", "ink", "glass", "name", "other"));
    }
}

TEST(FieldsTest, FaultsOfRulesComeOnlyForFieldsThatWereFine) {
    Fields fields = read("count=0");
    fields.add_faults({{"count", "is too small"}, {"name", "is ugly"}, {"name", "is rude"}});
    try {
        fields.require_valid();
        FAIL();
    } catch (const HttpError& error) {
        ASSERT_EQ(error.faults().size(), 3U);
        EXPECT_EQ(error.faults()[0].type, "greater_than_equal");
        EXPECT_EQ(error.faults()[2].msg, "is rude");
    }
}

}  // namespace
}  // namespace qrgen::daemon
