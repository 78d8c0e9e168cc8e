// SPDX-License-Identifier: MIT
#include "daemon/json/json_body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/http/http_error.hpp"

namespace qrgen::daemon::json {
namespace {

using http::Header;
using http::HttpError;
using testing::AllOf;
using testing::HasSubstr;

http::Request request(const std::string& body, std::vector<Header> headers = {}) {
    return {.method = "POST", .path = "/", .query = "", .headers = std::move(headers), .body = body};
}

// "STATUS TYPE MESSAGE", or the object.
std::string outcome_of(const http::Request& given) {
    try {
        return read_object(given).dump();
    } catch (const HttpError& error) {
        if (error.faults().empty()) return std::to_string(error.status()) + " " + error.detail();
        EXPECT_EQ(error.faults().size(), 1U);
        EXPECT_THAT(error.faults().front().loc, testing::ElementsAre("body"));
        return std::to_string(error.status()) + " " + error.faults().front().type + " " +
               error.faults().front().msg;
    }
}

std::string outcome_of(const std::string& body) {
    return outcome_of(request(body));
}

std::string nested(int depth) {
    return "{\"a\":" + std::string(static_cast<std::size_t>(depth - 1), '[') +
           std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
}

TEST(JsonBodyTest, ReadsObjects) {
    EXPECT_EQ(outcome_of(R"( {"a": [1, -2, 2.5, true, null, {"b": "\u00e4\ud83d\ude00"}], "c": {}} )"),
              "{\"a\":[1,-2,2.5,true,null,{\"b\":\"ä😀\"}],\"c\":{}}");
    EXPECT_EQ(outcome_of("{}"), "{}");
}

TEST(JsonBodyTest, TheSameNameInDifferentObjectsIsFine) {
    EXPECT_EQ(outcome_of(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"), R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})");
}

TEST(JsonBodyTest, TellsWhereTheJsonIsBroken) {
    EXPECT_THAT(outcome_of("{\"a\": 1,\n \"b\": x}"),
                AllOf(HasSubstr("422 json_invalid not valid JSON at line 2, column 7: "),
                      HasSubstr("invalid literal")));
    EXPECT_THAT(outcome_of("{\"a\": 1"), HasSubstr("line 1, column 8: "));
    EXPECT_THAT(outcome_of("{\"a\": 1e999}"),
                AllOf(HasSubstr("line 1, column 11"), HasSubstr("number overflow")));
}

TEST(JsonBodyTest, WhatIsNoJsonIsRefused) {
    using namespace std::string_literals;
    for (const std::string& bad : {"{"s,
                                   "}"s,
                                   "{]"s,
                                   "{\"a\"}"s,
                                   "{\"a\":}"s,
                                   "{'a':1}"s,
                                   "{\"a\":01}"s,
                                   "{\"a\":+1}"s,
                                   "{\"a\":NaN}"s,
                                   "{a:1}"s,
                                   "{\"a\":1,}"s,
                                   "{\"a\":[1,]}"s,
                                   "{\"a\":\"\n\"}"s,
                                   "{\"a\":\"\\x\"}"s,
                                   "{\"a\":1}}"s,
                                   "{} {}"s,
                                   "{}x"s,
                                   "{} // comment"s,
                                   "/**/{}"s,
                                   "{\"a\":\"\xFF\"}"s,
                                   "{\"a\":\"\xC0\xAF\"}"s,
                                   "{\"\xED\xA0\x80\":1}"s,
                                   "{\"a\":\"\\ud800\"}"s,
                                   "{\"a\":\"\\udc00\\ud800\"}"s,
                                   "{}\0"s,
                                   "{\"a\":1}\0{"s,
                                   "\0"s,
                                   "\xFF\xFE{\0}\0"s}) {
        const std::string outcome = outcome_of(bad);
        EXPECT_THAT(outcome, HasSubstr("422 json_invalid not valid JSON at line ")) << bad;
        EXPECT_LT(outcome.size(), 300U) << outcome;
    }
}

TEST(JsonBodyTest, TwoOfOneNameAreRefused) {
    EXPECT_EQ(outcome_of(R"({"a":1,"b":2,"a":1})"),
              "422 json_invalid the JSON has the name 'a' twice in one object");
    EXPECT_THAT(outcome_of(R"({"x":[{"a":1,"\u0061":2}]})"), HasSubstr("'a' twice"));
    EXPECT_LT(
        outcome_of("{\"" + std::string(5000, 'k') + "\":1,\"" + std::string(5000, 'k') + "\":1}").size(),
        300U);
}

TEST(JsonBodyTest, NestingHasALimit) {
    EXPECT_EQ(outcome_of(nested(32)).substr(0, 3), "{\"a");
    EXPECT_EQ(outcome_of(nested(33)), "422 json_invalid the JSON is nested deeper than 32 levels");
    EXPECT_THAT(outcome_of(std::string(1'000'000, '[')), HasSubstr("nested deeper than 32"));
    EXPECT_THAT(outcome_of(nested(100'000)), HasSubstr("nested deeper than 32"));
}

TEST(JsonBodyTest, ManyNamesTakeNoQuadraticTime) {
    std::string body = "{";
    for (int i = 0; i < 100'000; ++i) body += "\"" + std::to_string(i) + "\":0,";
    body.back() = '}';
    EXPECT_EQ(read_object(request(body)).size(), 100'000U);
}

TEST(JsonBodyTest, OnlyObjectsAreTaken) {
    for (const char* bad : {"[]", "1", "\"{}\"", "null", "true", "[{}]"}) {
        EXPECT_THAT(outcome_of(bad), HasSubstr("422 dict_type must be a JSON object, not ")) << bad;
    }
    EXPECT_THAT(outcome_of(""), HasSubstr("422 missing"));
    EXPECT_THAT(outcome_of(" \r\n\t"), HasSubstr("422 missing"));
}

TEST(JsonBodyTest, ContentTypeMustBeJson) {
    const auto with_type = [](const char* type) {
        return outcome_of(request("{}", {{"content-type", type}}));
    };
    for (const char* good : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                             "application/json;charset=\"UTF-8\"", "application/merge-patch+json",
                             "application/vnd.api+JSON ; v=1", " application/json ", "",
                             "application/json; charset", "application/json;"}) {
        EXPECT_EQ(with_type(good), "{}") << good;
    }
    for (const char* bad :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json",
          "application/jsonp", "text/json", ";", "application/json, text/html"}) {
        EXPECT_THAT(with_type(bad), HasSubstr("415 the body must be JSON")) << bad;
    }
    for (const char* bad : {"application/json; charset=latin1", "application/json; v=1; Charset=utf-16",
                            "application/json; charset="}) {
        EXPECT_THAT(with_type(bad), HasSubstr("415 the body must be UTF-8")) << bad;
    }
}

// ---- fields ----

constexpr std::array<std::string_view, 2> words{"m", "h"};
constexpr std::array rows{
    http::Parameter{.name = "content", .type = http::ParameterType::text, .summary = "", .min = 1, .max = 5},
    http::Parameter{.name = "size",
                    .type = http::ParameterType::integer,
                    .summary = "",
                    .fallback = "10",
                    .min = 1,
                    .max = 50},
    http::Parameter{.name = "length", .type = http::ParameterType::number, .summary = "", .min = 0, .max = 1},
    http::Parameter{.name = "flag", .type = http::ParameterType::boolean, .summary = ""},
    http::Parameter{.name = "level", .type = http::ParameterType::choice, .summary = "", .choices = words},
};
constexpr std::array<std::string_view, 1> required{"content"};
constexpr openapi::BodySchema schema{
    .name = "Test", .summary = "", .fields = rows, .required = required, .example = "{}"};

// "NAME TYPE MESSAGE; " of every fault.
std::string faults_of(const char* body) {
    std::string text;
    try {
        read_fields(nlohmann::json::parse(body), schema).require_valid();
    } catch (const HttpError& error) {
        for (const auto& fault : error.faults()) {
            EXPECT_EQ(fault.loc.front(), "body");
            text += fault.loc.back() + " " + fault.type + " " + fault.msg + "; ";
        }
    }
    return text;
}

TEST(JsonFieldsTest, ReadsWhatIsThere) {
    const Fields fields = read_fields(
        nlohmann::json::parse(R"({"content":"abc","size":20,"length":1,"flag":true,"level":"h","more":[]})"),
        schema);
    fields.require_valid();
    EXPECT_EQ(fields.text("content"), "abc");
    EXPECT_EQ(fields.integer("size"), 20);
    EXPECT_EQ(fields.number("length"), 1.0);
    EXPECT_TRUE(fields.boolean("flag"));
    EXPECT_EQ(fields.text("level"), "h");
}

TEST(JsonFieldsTest, NullIsNotGiven) {
    const Fields fields =
        read_fields(nlohmann::json::parse(R"({"content":"a","size":null,"level":null})"), schema);
    fields.require_valid();
    EXPECT_EQ(fields.integer("size"), 10);
    EXPECT_FALSE(fields.is_given("level"));
    EXPECT_EQ(faults_of(R"({"content":null})"), "content missing is required; ");
    EXPECT_EQ(faults_of("{}"), "content missing is required; ");
}

TEST(JsonFieldsTest, WholeNumbersAreIntegersHoweverWritten) {
    for (const char* good : {"20", "20.0", "2e1", "\"20\"", "\" 20 \"", "\"20.0\""}) {
        const std::string body = std::string(R"({"content":"a","size":)") + good + "}";
        const Fields fields = read_fields(nlohmann::json::parse(body), schema);
        fields.require_valid();
        EXPECT_EQ(fields.integer("size"), 20) << good;
    }
    EXPECT_EQ(faults_of(R"({"content":"a","size":20.5})"),
              "size int_from_float must be an integer, not 20.5; ");
    EXPECT_EQ(faults_of(R"({"content":"a","size":"x"})"), "size int_parsing must be an integer, not \"x\"; ");
}

TEST(JsonFieldsTest, HugeNumbersAreOutOfRange) {
    for (const char* huge : {"9223372036854775807", "9223372036854775808", "18446744073709551615",
                             "99999999999999999999", "1e300", "51"}) {
        const std::string body = std::string(R"({"content":"a","size":)") + huge + "}";
        EXPECT_THAT(faults_of(body.c_str()), HasSubstr("size less_than_equal must be from 1 to 50")) << huge;
    }
    EXPECT_THAT(faults_of(R"({"content":"a","size":-1e300})"), HasSubstr("size greater_than_equal"));
}

TEST(JsonFieldsTest, EveryWrongTypeIsListed) {
    EXPECT_EQ(
        faults_of(R"({"content":5,"size":true,"length":{},"flag":1,"level":["h"]})"),
        "content string_type must be a string, not number; size int_type must be a number, not boolean; "
        "length int_type must be a number, not object; flag bool_type must be true or false, not number; "
        "level string_type must be a string, not array; ");
    EXPECT_EQ(faults_of(R"({"content":false,"flag":"maybe","level":"x"})"),
              "content string_type must be a string, not boolean; flag bool_parsing must be true or false, "
              "not \"maybe\"; "
              "level enum must be one of m, h, not \"x\"; ");
}

TEST(JsonFieldsTest, TextsHaveTheirLimits) {
    EXPECT_EQ(faults_of(R"({"content":""})"), "content string_too_short must not be empty; ");
    EXPECT_EQ(faults_of(R"({"content":"äöüäö"})"), "");
    EXPECT_EQ(faults_of(R"({"content":"abcdef"})"),
              "content string_too_long must be at most 5 characters, but has 6; ");
    EXPECT_THAT(faults_of(R"({"content":"a\u0000"})"), HasSubstr("NUL"));
}

}  // namespace
}  // namespace qrgen::daemon::json
