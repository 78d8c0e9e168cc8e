// SPDX-License-Identifier: MIT
#include "daemon/http/poco_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using testing::ElementsAre;
using testing::FieldsAre;

TEST(PocoRequestTest, ReadsMethodAndHeadersAsSent) {
    const Request request = read_request(
        "\r\npOST /a?b HTTP/1.1\r\nHost: a\r\nX-Spaces:\t one  two \t\r\nEmpty:\r\nX-Latin: "
        "\xE4=?utf-8?q?=41?=\r\n\r\n");
    EXPECT_EQ(request.method, "pOST");
    EXPECT_THAT(request.headers,
                ElementsAre(FieldsAre("Host", "a"), FieldsAre("X-Spaces", "one  two"), FieldsAre("Empty", ""),
                            FieldsAre("X-Latin", "\xE4=?utf-8?q?=41?=")));
}

TEST(PocoRequestTest, DecodesNoWords) {
    const Request request = read_request(
        "GET /?a=?b HTTP/1.1\r\nX-Line: =?utf-8?q?a=0D=0Ab?=\r\nX-Base: =?utf-8?B?DQo=?=\r\nX: "
        "=?=?x?=\r\n\r\n");
    EXPECT_THAT(request.headers,
                ElementsAre(FieldsAre("X-Line", "=?utf-8?q?a=0D=0Ab?="),
                            FieldsAre("X-Base", "=?utf-8?B?DQo=?="), FieldsAre("X", "=?=?x?=")));
}

TEST(PocoRequestTest, KeepsTheOrderOfHeadersOfOneName) {
    const Request request = read_request("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\na: 3\r\n\r\n");
    EXPECT_THAT(request.headers, ElementsAre(FieldsAre("A", "1"), FieldsAre("a", "3"), FieldsAre("B", "2")));
}

TEST(PocoRequestTest, ReadsAsManyAndAsLongHeadersAsAreChecked) {
    std::string head = "GET /" + std::string(8191, 'a') + " HTTP/1.1\r\n";
    for (int i = 0; i < 99; ++i)
        head += std::string(254, 'n') + std::to_string(10 + i % 90) + ":" +
                std::string(i == 0 ? 8191 : 1, 'v') + "\r\n";
    const Request request = read_request(head + "Host: a\r\n\r\n");
    EXPECT_EQ(request.headers.size(), 100U);
    EXPECT_EQ(request.headers.at(0).value.size(), 8191U);
}

}  // namespace
}  // namespace qrgen::daemon::http
