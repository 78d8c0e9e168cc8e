// SPDX-License-Identifier: MIT
#include "daemon/http/conditional.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

bool is_known(std::vector<Header> headers) {
    return is_not_modified({.method = "GET", .path = "/", .query = "", .headers = std::move(headers)},
                           "\"abc\"");
}

bool is_known(const std::string& value) {
    return is_known({{"if-none-match", value}});
}

TEST(ConditionalTest, WithoutTheHeaderNothingIsKnown) {
    EXPECT_FALSE(is_known(std::vector<Header>{}));
    EXPECT_FALSE(is_known({{"If-Match", "\"abc\""}}));
}

TEST(ConditionalTest, FindsTheTagInLists) {
    for (const char* value : {"\"abc\"", "W/\"abc\"", " \"abc\" ", "\"x\", \"abc\"", "W/\"x\",W/\"abc\"",
                              "\"x\" , ,\"abc\"", "*", " * "}) {
        EXPECT_TRUE(is_known(value)) << value;
    }
    EXPECT_TRUE(is_known({{"If-None-Match", "\"x\""}, {"If-None-Match", "\"abc\""}}));
}

TEST(ConditionalTest, OtherTagsAreOther) {
    for (const char* value : {"", "abc", "\"ab\"", "\"abcd\"", "\"ABC\"", "'abc'", "\"abc", "w/\"abc\"",
                              "W/ \"abc\"", "\"a,\"abc\"", "x, \"abc\"", "**"}) {
        EXPECT_FALSE(is_known(value)) << value;
    }
}

}  // namespace
}  // namespace qrgen::daemon::http
