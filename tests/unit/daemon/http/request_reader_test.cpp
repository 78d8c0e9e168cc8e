// SPDX-License-Identifier: MIT
#include "daemon/http/request_reader.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using State = RequestReader::State;
using namespace std::chrono_literals;

constexpr RequestReader::Limits limits{.max_head = 1000, .max_body = 100};
constexpr std::chrono::steady_clock::time_point some_time{42s};

RequestReader fed(const std::string& bytes) {
    RequestReader reader(limits, "192.0.2.1");
    reader.feed(bytes, some_time);
    return reader;
}

TEST(RequestReaderTest, ReadsOneRequestAfterTheOther) {
    const std::string first = "POST /a%20b?c HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
    const std::string second = "GET /second HTTP/1.0\r\n\r\n";
    RequestReader reader(limits, "192.0.2.1");
    EXPECT_EQ(reader.feed(first + second, some_time), first.size());
    ASSERT_EQ(reader.state(), State::complete);
    const Request request = reader.take_request();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, "/a b");
    EXPECT_EQ(request.query, "c");
    EXPECT_EQ(request.body, "abc");
    EXPECT_EQ(request.peer, "192.0.2.1");
    EXPECT_EQ(request.received, some_time);
    EXPECT_EQ(request.headers.size(), 2U);
    EXPECT_TRUE(reader.keeps_alive());

    EXPECT_EQ(reader.state(), State::idle);
    EXPECT_EQ(reader.feed(second, some_time), second.size());
    EXPECT_EQ(reader.take_request().path, "/second");
    EXPECT_FALSE(reader.keeps_alive());
    EXPECT_TRUE(reader.is_http_1_0());
}

TEST(RequestReaderTest, TheCutsDoNotMatter) {
    const std::string bytes =
        "\r\nPUT /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        RequestReader reader(limits, "");
        EXPECT_EQ(reader.feed(bytes.substr(0, cut), some_time), cut);
        EXPECT_EQ(reader.state(), cut <= 2 ? State::idle : cut < 58 ? State::head : State::body) << cut;
        EXPECT_EQ(reader.feed(bytes.substr(cut), some_time), bytes.size() - cut);
        ASSERT_EQ(reader.state(), State::complete) << cut;
        EXPECT_EQ(reader.take_request().body, "abc");
    }
}

TEST(RequestReaderTest, RefusesWithWhatItKnows) {
    const RequestReader bad = fed("GET /a\x01?secret HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_EQ(bad.state(), State::refused);
    EXPECT_EQ(bad.refusal().status, 400);
    EXPECT_EQ(bad.refusal().method, "GET");
    EXPECT_EQ(bad.refusal().path, "");
    EXPECT_EQ(bad.refusal().peer, "192.0.2.1");
    const RequestReader worse = fed("GET /a/../\xFF?secret HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(worse.refusal().status, 400);
    EXPECT_EQ(worse.refusal().path, "/a/../\\xFF");
}

TEST(RequestReaderTest, HeadsHaveALimit) {
    const std::string begin = "GET / HTTP/1.1\r\nHost: h\r\nA: ";
    const std::string longest = begin + std::string(limits.max_head - begin.size() - 4, 'a') + "\r\n\r\n";
    EXPECT_EQ(fed(longest).state(), State::complete);
    EXPECT_EQ(fed(begin + std::string(limits.max_head, 'a')).refusal().status, 431);
    EXPECT_EQ(fed(begin + std::string(limits.max_head, 'a') + "\r\n\r\n").refusal().status, 431);
    RequestReader large({.max_head = 20'000, .max_body = 0}, "");
    large.feed("GET /" + std::string(20'000, 'a'), some_time);
    EXPECT_EQ(large.refusal().status, 414);
    RequestReader whole({.max_head = 20'000, .max_body = 0}, "");
    whole.feed("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", some_time);
    EXPECT_EQ(whole.refusal().status, 414);
}

TEST(RequestReaderTest, BodiesHaveALimit) {
    const std::string head = "POST / HTTP/1.1\r\nHost: h\r\n";
    EXPECT_EQ(fed(head + "Content-Length: 100\r\n\r\n").state(), State::body);
    EXPECT_EQ(fed(head + "Content-Length: 101\r\n\r\n").refusal().status, 413);
    EXPECT_EQ(fed(head + "Transfer-Encoding: chunked\r\n\r\n65\r\n").refusal().status, 413);
    EXPECT_EQ(fed(head + "Transfer-Encoding: chunked\r\n\r\nx\r\n").refusal().status, 400);
}

TEST(RequestReaderTest, KnowsWhenTheClientWaitsForPermission) {
    const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: ";
    EXPECT_TRUE(fed(head + "3\r\n\r\n").awaits_continue());
    EXPECT_FALSE(fed(head + "3\r\n\r\na").awaits_continue());
    EXPECT_FALSE(fed(head + "0\r\n\r\n").awaits_continue());
    EXPECT_FALSE(fed(head + "101\r\n\r\n").awaits_continue());
}

TEST(RequestReaderTest, SaysWhatItHasOfAPart) {
    const Refusal refusal =
        fed("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na").refusal_of_part(408, "slow");
    EXPECT_EQ(refusal.status, 408);
    EXPECT_EQ(refusal.method, "POST");
    EXPECT_EQ(refusal.path, "/x");
}

}  // namespace
}  // namespace qrgen::daemon::http
