// SPDX-License-Identifier: MIT
#include "daemon/http/head_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

// The status of the refusal, 0 if there is none.
int refused(std::string_view head) {
    const auto checked = check_head(head);
    const auto* refusal = std::get_if<HeadRefusal>(&checked);
    return refusal != nullptr ? refusal->status : 0;
}

HeadFacts facts_of(const std::string& head) {
    const auto checked = check_head(head);
    EXPECT_TRUE(std::holds_alternative<HeadFacts>(checked)) << head;
    const auto* facts = std::get_if<HeadFacts>(&checked);
    return facts != nullptr ? *facts : HeadFacts{};
}

std::string head_with(const std::string& lines, const std::string& version = "1.1") {
    return "POST / HTTP/" + version + "\r\nHost: a\r\n" + lines + "\r\n";
}

TEST(HeadCheckTest, TakesARequest) {
    const std::string head =
        "GET /r/x?a=b HTTP/1.1\r\nHost: example.com:8000\r\nAccept:*/*\r\nX:  a\tb \r\nEmpty:\r\n\r\n";
    const HeadFacts facts = facts_of(head);
    EXPECT_EQ(facts.method, "GET");
    EXPECT_EQ(facts.target, "/r/x?a=b");
    EXPECT_FALSE(facts.is_http_1_0);
    EXPECT_EQ(facts.body, BodyKind::none);
    EXPECT_TRUE(facts.keeps_alive);
    EXPECT_FALSE(facts.expects_continue);
}

TEST(HeadCheckTest, ToleratesOneEmptyLineBefore) {
    EXPECT_EQ(refused("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
    EXPECT_EQ(refused("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(refused("\r\n\r\n"), 400);
    EXPECT_EQ(refused(""), 400);
}

TEST(HeadCheckTest, WantsARequestLineOfThreePartsWithOneSpaceBetween) {
    const std::string host = "\r\nHost: a\r\n\r\n";
    for (const std::string line :
         {"GET /", "GET", "", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ",
          "GET\t/ HTTP/1.1", "G(T / HTTP/1.1", "GET /a b HTTP/1.1", "GET /\x01 HTTP/1.1",
          "GET /\x7F HTTP/1.1", "GET / http/1.1", "GET / HTP/1.1", "GET / HTTP/", "GET / HTTP/a",
          "GET / HTTP/1.1x", "GET / ICY/1.1"}) {
        EXPECT_EQ(refused(line + host), 400) << line;
    }
    EXPECT_EQ(refused(std::string("GET /\0 HTTP/1.1", 15) + host), 400);
}

TEST(HeadCheckTest, SpeaksOnlyTheVersionsItKnows) {
    for (const std::string version : {"HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/2", "HTTP/11", "HTTP/3.0"}) {
        EXPECT_EQ(refused("GET / " + version + "\r\nHost: a\r\n\r\n"), 505) << version;
    }
}

TEST(HeadCheckTest, MethodsCanBeUnknownButNotEndless) {
    EXPECT_EQ(facts_of(std::string(32, 'M') + " / HTTP/1.1\r\nHost: a\r\n\r\n").method, std::string(32, 'M'));
    EXPECT_EQ(refused(std::string(33, 'M') + " / HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
}

TEST(HeadCheckTest, LinesEndWithCrLfAndHoldNoControlCharacters) {
    EXPECT_EQ(refused("GET / HTTP/1.1\nHost: a\n\n"), 400);
    for (const std::string lines :
         {"A: b\nC: d\r\n", "A: b\rC: d\r\n", "A: b\r\r\n", "A: \x01\r\n", "A: \x7F\r\n", "A\n: b\r\n"}) {
        EXPECT_EQ(refused(head_with(lines)), 400) << testing::PrintToString(lines);
    }
    EXPECT_EQ(refused(head_with(std::string("A: \0\r\n", 6))), 400);
    EXPECT_EQ(refused(head_with("A: \xC3\xA4\xFF\r\n")), 0);  // obs-text
}

TEST(HeadCheckTest, HeaderLinesHaveANameThatIsAToken) {
    for (const std::string lines : {"A : b\r\n", ": b\r\n", "no colon\r\n", "A(: b\r\n", " A: b\r\n",
                                    "A: b\r\n folded\r\n", "A: b\r\n\tfolded\r\n", "\xC3\xA4: b\r\n"}) {
        EXPECT_EQ(refused(head_with(lines)), 400) << testing::PrintToString(lines);
    }
}

TEST(HeadCheckTest, TakesAHundredHeaderLines) {
    std::string lines;
    for (int i = 0; i < 99; ++i) lines += "A: b\r\n";
    EXPECT_EQ(refused(head_with(lines)), 0);
    EXPECT_EQ(refused(head_with(lines + "A: b\r\n")), 431);
}

TEST(HeadCheckTest, HeadersHaveTheirLengths) {
    EXPECT_EQ(refused(head_with(std::string(256, 'n') + ": v\r\n")), 0);
    EXPECT_EQ(refused(head_with(std::string(257, 'n') + ": v\r\n")), 431);
    EXPECT_EQ(refused(head_with("n:" + std::string(8191, 'v') + "\r\n")), 0);
    EXPECT_EQ(refused(head_with("n:" + std::string(8192, 'v') + "\r\n")), 431);
    EXPECT_EQ(refused(head_with("n:" + std::string(8192, ' ') + "\r\n")), 431);
}

TEST(HeadCheckTest, WantsOneHost) {
    EXPECT_EQ(refused("GET / HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"), 400);
    EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
    EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400);
    EXPECT_EQ(refused("GET / HTTP/1.0\r\n\r\n"), 0);
    EXPECT_EQ(refused("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
}

TEST(HeadCheckTest, ContentLengthIsOneNumber) {
    const HeadFacts facts = facts_of(head_with("content-LENGTH: 0042 \r\n"));
    EXPECT_EQ(facts.body, BodyKind::sized);
    EXPECT_EQ(facts.content_length, 42U);
    EXPECT_EQ(facts_of(head_with("Content-Length: 18446744073709551615\r\n")).content_length, UINT64_MAX);
    for (const std::string value :
         {"", "-1", "+1", "1,1", "1 1", "0x1", "1.0", "18446744073709551616", "a"}) {
        EXPECT_EQ(refused(head_with("Content-Length: " + value + "\r\n")), 400) << value;
    }
    EXPECT_EQ(refused(head_with("Content-Length: 1\r\nContent-Length: 1\r\n")), 400);
    EXPECT_EQ(refused(head_with("Content-Length: 1\r\nContent-Length: 2\r\n")), 400);
}

TEST(HeadCheckTest, TransferEncodingIsChunkedAlone) {
    EXPECT_EQ(facts_of(head_with("Transfer-Encoding: Chunked\r\n")).body, BodyKind::chunked);
    for (const std::string value :
         {"gzip", "gzip, chunked", "chunked, chunked", "identity", "", "chunked;a=b"}) {
        EXPECT_EQ(refused(head_with("Transfer-Encoding: " + value + "\r\n")), 501) << value;
    }
    EXPECT_EQ(refused(head_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")), 501);
    EXPECT_EQ(refused(head_with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n")), 400);
    EXPECT_EQ(refused(head_with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n")), 400);
    EXPECT_EQ(refused(head_with("Transfer-Encoding: chunked\r\n", "1.0")), 400);
}

TEST(HeadCheckTest, KnowsWhatTheClientExpects) {
    EXPECT_TRUE(facts_of(head_with("Expect: 100-Continue\r\n")).expects_continue);
    EXPECT_FALSE(facts_of(head_with("Expect: 100-continue\r\n", "1.0")).expects_continue);
    EXPECT_EQ(refused(head_with("Expect: a miracle\r\n")), 417);
}

TEST(HeadCheckTest, KnowsWhetherTheConnectionIsKept) {
    EXPECT_TRUE(facts_of(head_with("")).keeps_alive);
    EXPECT_FALSE(facts_of(head_with("Connection: Close\r\n")).keeps_alive);
    EXPECT_FALSE(facts_of(head_with("Connection: upgrade ,close\r\n")).keeps_alive);
    EXPECT_FALSE(facts_of(head_with("Connection: keep-alive\r\nConnection: close\r\n")).keeps_alive);
    EXPECT_FALSE(facts_of(head_with("", "1.0")).keeps_alive);
    EXPECT_TRUE(facts_of(head_with("Connection: Keep-Alive\r\n", "1.0")).keeps_alive);
}

TEST(HeadCheckTest, ARefusalSaysWhatIsKnown) {
    const std::string head = "PUT /x HTTP/1.1\r\nHost: a b\r\n\r\n";
    const auto checked = check_head(head);
    const auto* refusal = std::get_if<HeadRefusal>(&checked);
    ASSERT_NE(refusal, nullptr);
    EXPECT_EQ(refusal->method, "PUT");
    EXPECT_EQ(refusal->target, "/x");
    EXPECT_EQ(refusal->detail, "the Host header is not a host");
}

TEST(HeadScanTest, FindsTheEndOfAHeadHoweverItArrives) {
    const std::string head = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string bytes = head + "GET";
    std::size_t line = 0;
    for (std::size_t size = 0; size < head.size(); ++size) {
        ASSERT_EQ(find_head_end(bytes.substr(0, size), line), HeadScan::incomplete) << size;
    }
    EXPECT_EQ(find_head_end(bytes, line), HeadScan::complete);
    EXPECT_EQ(line, head.size());
    line = 0;
    EXPECT_EQ(find_head_end(bytes, line), HeadScan::complete);
    EXPECT_EQ(line, head.size());
}

TEST(HeadScanTest, DoesNotWaitForTheEndOfWhatIsNoHead) {
    for (const std::string bytes :
         {"GET / HTTP/1.1\n", "\n", "\x16\x03\x01", " GET", "\r\n\x16", "GET / HTTP/1.1\r\nA: b\n"}) {
        std::size_t line = 0;
        EXPECT_EQ(find_head_end(bytes, line), HeadScan::malformed) << testing::PrintToString(bytes);
    }
}

}  // namespace
}  // namespace qrgen::daemon::http
