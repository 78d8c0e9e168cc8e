// SPDX-License-Identifier: MIT
#include "daemon/router/error_response.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Request;
using http::Response;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Request request_with(const std::string& method, const std::string& accept = {}) {
    Request request{.method = method, .path = "/r/menu", .query = ""};
    if (!accept.empty()) request.headers.push_back({"Accept", accept});
    request.request_id = "id-1";
    return request;
}

int status_of(ErrorKind kind) {
    return to_http_error(request_with("GET"), Error(kind, "text")).status();
}

TEST(ErrorResponseTest, EveryKindHasItsStatus) {
    EXPECT_EQ(status_of(ErrorKind::usage), 422);
    EXPECT_EQ(status_of(ErrorKind::invalid), 422);
    EXPECT_EQ(status_of(ErrorKind::not_found), 404);
    EXPECT_EQ(status_of(ErrorKind::conflict), 409);
    EXPECT_EQ(status_of(ErrorKind::unavailable), 503);
    EXPECT_EQ(status_of(ErrorKind::failure), 500);
    EXPECT_EQ(status_of(ErrorKind::verification), 500);
}

TEST(ErrorResponseTest, WhatIsNotTheCallersFaultIsToldWithoutDetails) {
    for (const ErrorKind kind : {ErrorKind::failure, ErrorKind::verification, ErrorKind::unavailable}) {
        const HttpError error = to_http_error(request_with("GET"), Error(kind, "inner matter", "inner hint"));
        EXPECT_THAT(error.detail(), Not(HasSubstr("inner")));
    }
    EXPECT_EQ(to_http_error(request_with("GET"), Error(ErrorKind::conflict, "taken", "inner hint")).detail(),
              "taken");
}

TEST(ErrorResponseTest, AllFaultsAreListedWithTheirPlace) {
    const Error error(std::vector<Fault>{{"title", "is too long"}, {"size", "must be at least 1"}});
    for (const char* const method : {"POST", "PUT", "PATCH"}) {
        const auto faults = to_http_error(request_with(method), error).faults();
        ASSERT_EQ(faults.size(), 2U);
        EXPECT_THAT(faults[0].loc, testing::ElementsAre("body", "title"));
        EXPECT_EQ(faults[0].msg, "is too long");
        EXPECT_EQ(faults[0].type, "value_error");
        EXPECT_THAT(faults[1].loc, testing::ElementsAre("body", "size"));
    }
    EXPECT_THAT(to_http_error(request_with("GET"), error).faults()[0].loc,
                testing::ElementsAre("query", "title"));
    const auto whole =
        to_http_error(request_with("GET"), Error(ErrorKind::invalid, "makes no sense")).faults();
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_THAT(whole[0].loc, testing::ElementsAre("query"));
    EXPECT_EQ(whole[0].msg, "makes no sense");
}

TEST(ErrorResponseTest, FaultsAreTheDetailOf422) {
    const Response response = json_error(
        request_with("POST"), HttpError({{{"body", "size"}, "too small", "range"}, {{"body"}, "odd"}}));
    EXPECT_EQ(response.status, 422);
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body.at("detail"),
              nlohmann::json::parse(R"([{"loc": ["body", "size"], "msg": "too small", "type": "range"},
                                                          {"loc": ["body"], "msg": "odd", "type": "value_error"}])"));
}

TEST(ErrorResponseTest, JsonIsValidWhateverBytesAreInIt) {
    Request request = request_with("G\xff");
    request.path = "/\"\xff\n\xC3";
    const Response response = json_error(request, HttpError(400, "bad \xff"));
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body.at("path"), "/\"\uFFFD\n\uFFFD");
    EXPECT_EQ(body.at("detail"), "bad \uFFFD");
}

TEST(ErrorResponseTest, APageTellsPeopleWhatToDo) {
    const auto page = [](int status) {
        return html_error(request_with("GET"), HttpError(status, "why", {{"Retry-After", "5"}}));
    };
    EXPECT_THAT(page(404).body, AllOf(HasSubstr("<title>This code leads nowhere</title>"),
                                      HasSubstr("404: why"), HasSubstr("Reference id-1")));
    EXPECT_THAT(page(400).body, HasSubstr("This code is not in use"));
    EXPECT_THAT(page(429).body, HasSubstr("Too many attempts"));
    EXPECT_THAT(page(503).body, HasSubstr("Please try again in a moment"));
    EXPECT_EQ(*http::find_header(page(503), "Retry-After"), "5");
    EXPECT_THAT(*http::find_header(page(503), "Content-Security-Policy"), HasSubstr("default-src 'none'"));
}

TEST(ErrorResponseTest, APageHoldsNoMarkupOfOthers) {
    Request request = request_with("GET");
    request.request_id = "<b>&\"";
    const Response response = html_error(request, HttpError(400, "<script>alert(1)</script>"));
    EXPECT_THAT(response.body, AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;"),
                                     HasSubstr("&lt;b&gt;&amp;&quot;")));
}

TEST(ErrorResponseTest, BrowsersAskForPages) {
    const auto wants = [](const std::string& accept) { return wants_html(request_with("GET", accept)); };
    EXPECT_TRUE(wants("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    EXPECT_TRUE(wants("Text/HTML"));
    EXPECT_FALSE(wants(""));
    EXPECT_FALSE(wants("*/*"));
    EXPECT_FALSE(wants("application/json"));
    EXPECT_FALSE(wants("application/json, text/html;q=0.5"));
}

}  // namespace
}  // namespace qrgen::daemon
