// SPDX-License-Identifier: MIT
#include "daemon/http/response_head.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ResponseHeadTest, WritesWhatIsSent) {
    const Response response = make_response(404, "text/plain", "gone");
    EXPECT_EQ(response_head(response, Persistence::keep_alive, "now"),
              "HTTP/1.1 404 Not Found\r\nDate: now\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n");
}

TEST(ResponseHeadTest, SaysWhatBecomesOfTheConnection) {
    EXPECT_THAT(response_head({}, Persistence::close, ""), HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(response_head({}, Persistence::keep_alive_1_0, ""),
                HasSubstr("\r\nConnection: keep-alive\r\n"));
    EXPECT_THAT(response_head({}, Persistence::keep_alive, ""), Not(HasSubstr("Connection")));
}

TEST(ResponseHeadTest, SomeHaveNoBodyAndNoLength) {
    for (const int status : {204, 304}) {
        EXPECT_FALSE(may_have_body(status));
        EXPECT_THAT(response_head({.status = status}, Persistence::keep_alive, ""),
                    Not(HasSubstr("Content-Length")));
    }
    EXPECT_THAT(response_head({}, Persistence::keep_alive, ""), HasSubstr("Content-Length: 0\r\n"));
}

TEST(ResponseHeadTest, KnowsWhichHeadersCannotBeSent) {
    EXPECT_TRUE(has_sound_headers(make_response(200, "text/plain; a=\"\xC3\xA4\tb\"", "")));
    for (const std::string& value :
         std::vector<std::string>{std::string("a\r\nSet-Cookie: b"), std::string("a\n"), std::string("a\r"),
                                  std::string(1, '\0')}) {
        EXPECT_FALSE(has_sound_headers(Response().add("X", value)));
    }
    for (const std::string name : {"", "a b", "a:", "a\r\n"})
        EXPECT_FALSE(has_sound_headers(Response().add(name, "v"))) << name;
    EXPECT_TRUE(has_sound_headers(internal_failure()));
}

TEST(DateTextTest, IsThatOfTheSecond) {
    DateText date;
    EXPECT_EQ(date.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(784111778), "Sun, 06 Nov 1994 08:49:38 GMT");
}

}  // namespace
}  // namespace qrgen::daemon::http
