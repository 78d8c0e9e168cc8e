// SPDX-License-Identifier: MIT
//
// What clients send, good and bad, and what they get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/unit/daemon/http/server_fixture.hpp"

namespace qrgen::daemon::http {
namespace {

using testing::HasSubstr;
using testing::Not;

// The status of the answer after which the server closes.
int refused(const RunningServer& running, const std::string& bytes) {
    Client client = running.client();
    client.send(bytes);
    const Answer answer = client.read_answer();
    EXPECT_TRUE(answer.has("Connection: close")) << answer.head;
    client.end_sending();
    EXPECT_TRUE(client.ends());
    return answer.status;
}

TEST(ServerRequestsTest, ConnectionsAreKept) {
    RunningServer running;
    Client client = running.client();
    for (const std::string path : {"/one", "/work/two", "/three"}) {
        client.send(get(path));
        const Answer answer = client.read_answer();
        EXPECT_EQ(answer.status, 200);
        EXPECT_THAT(answer.body, HasSubstr(path));
        EXPECT_THAT(answer.head, HasSubstr("\r\nDate: "));
        EXPECT_THAT(answer.head, Not(HasSubstr("\r\nConnection: ")));
    }
    EXPECT_EQ(running.server.figures().accepted_connections, 1U);
    EXPECT_EQ(running.server.figures().connections, 1U);
}

TEST(ServerRequestsTest, ConnectionsEndWhenTheClientWantsIt) {
    RunningServer running;
    for (const std::string path : {"/", "/work"}) {
        Client client = running.client();
        client.send(get(path, "Connection: close\r\n"));
        EXPECT_TRUE(client.read_answer().has("Connection: close"));
        EXPECT_TRUE(client.ends());
    }
}

TEST(ServerRequestsTest, PipelinedRequestsAreAnsweredInOrder) {
    RunningServer running;
    Client client = running.client();
    std::string requests;
    constexpr int count = 600;
    for (int i = 0; i < count; ++i) requests += get((i % 7 == 3 ? "/work/" : "/") + std::to_string(i));
    client.send(requests);
    for (int i = 0; i < count; ++i) {
        const Answer answer = client.read_answer();
        ASSERT_THAT(answer.body, HasSubstr("/" + std::to_string(i) + " ")) << i;
    }
}

TEST(ServerRequestsTest, BodiesArriveWhole) {
    RunningServer running;
    const std::string body(200'000, 'b');
    Client client = running.client();
    client.send("POST /work HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n" + body);
    EXPECT_EQ(client.read_answer().body, "worked on /work " + body);
    client.send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.send("3;x=y\r\ndef\r\n0\r\nTrailer: t\r\n\r\n" + get("/next"));
    EXPECT_EQ(client.read_answer().body, "PUT / abcdef");
    EXPECT_EQ(client.read_answer().body, "GET /next ");
}

TEST(ServerRequestsTest, ABodyShorterThanAnnouncedIsRefused) {
    RunningServer running;
    Client client = running.client();
    client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
    client.end_sending();
    EXPECT_EQ(client.read_answer().status, 400);
    EXPECT_TRUE(client.ends());
    ASSERT_EQ(running.handler.refusals().size(), 1U);
    EXPECT_EQ(running.handler.refusals()[0].path, "/x");
}

TEST(ServerRequestsTest, ABodyLongerThanAnnouncedIsNoPartOfTheRequest) {
    RunningServer running;
    Client client = running.client();
    client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc{more}");
    EXPECT_EQ(client.read_answer().body, "POST /x abc");
    EXPECT_EQ(client.read_answer().status, 400);
}

TEST(ServerRequestsTest, WhatIsNoRequestIsRefused) {
    RunningServer running;
    const std::string line = "POST / HTTP/1.1\r\nHost: h\r\n";
    EXPECT_EQ(refused(running, line + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(refused(running, line + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n"), 400);
    EXPECT_EQ(refused(running, line + "Content-Length: 9999999999\r\n\r\n"), 413);
    EXPECT_EQ(refused(running, line + "Transfer-Encoding: chunked\r\n\r\n200000\r\n"), 413);
    EXPECT_EQ(refused(running, line + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), 400);
    EXPECT_EQ(refused(running, line + "Transfer-Encoding: gzip\r\n\r\n"), 501);
    EXPECT_EQ(refused(running, line + "Expect: more\r\n\r\n"), 417);
    EXPECT_EQ(refused(running, "GET / HTTP/2.0\r\n\r\n"), 505);
    EXPECT_EQ(refused(running, "GET /../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refused(running, get("/%00")), 400);
    EXPECT_EQ(refused(running, get("/%zz")), 400);
    EXPECT_EQ(refused(running, get("/" + std::string(9000, 'a'))), 414);
    EXPECT_EQ(refused(running, "GET /" + std::string(64 * 1024, 'a')), 414);
    EXPECT_EQ(refused(running, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(refused(running, "\x16\x03\x01\x02"), 400);
    EXPECT_EQ(refused(running, std::string("\0\xFF\xFE garbage \r\n\r\n", 16)), 400);
    EXPECT_EQ(refused(running, "GET / HTTP/1.1\nHost: h\n\n"), 400);
}

TEST(ServerRequestsTest, HeadersOf64KilobytesAreRefusedAndTheAnswerArrives) {
    RunningServer running;
    std::string headers;
    for (int i = 0; i < 64; ++i) headers += "X-Large: " + std::string(1013, 'x') + "\r\n";
    EXPECT_EQ(refused(running, get("/", headers)), 431);
    Client client = running.client();
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n" +
                std::string(3'000'000, 'x'));
    EXPECT_EQ(client.read_answer().status, 413);
}

TEST(ServerRequestsTest, Http10IsSpoken) {
    RunningServer running;
    Client client = running.client();
    client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(client.read_answer().has("Connection: keep-alive"));
    client.send("GET /b HTTP/1.0\r\n\r\n");
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.body, "GET /b ");
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(client.ends());
}

TEST(ServerRequestsTest, OtherFormsOfTargetsAndUnknownMethodsReachTheHandler) {
    RunningServer running;
    Client client = running.client();
    client.send(get("http://example.com/a%20b?c"));
    EXPECT_EQ(client.read_answer().body, "GET /a b ");
    client.send("BREW /coffee HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_answer().body, "BREW /coffee ");
    client.send("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read_answer().body, "OPTIONS * ");
}

TEST(ServerRequestsTest, ContinuesWhenAskedTo) {
    RunningServer running;
    Client client = running.client();
    client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(client.read_answer().head, "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(client.read_answer().body, "POST / abc");
    client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 413);
}

TEST(ServerRequestsTest, WhoStopsSendingIsStillAnswered) {
    RunningServer running;
    for (const std::string path : {"/", "/work"}) {
        Client client = running.client();
        client.send(get(path));
        client.end_sending();
        EXPECT_EQ(client.read_answer().status, 200) << path;
        EXPECT_TRUE(client.ends());
    }
}

TEST(ServerRequestsTest, AConnectionWithoutARequestEndsWithoutAWord) {
    RunningServer running;
    Client client = running.client();
    client.end_sending();
    EXPECT_TRUE(client.ends());
    EXPECT_TRUE(running.handler.refusals().empty());
}

TEST(ServerRequestsTest, TellsThePeerAndWhen) {
    const auto before = std::chrono::steady_clock::now();
    RunningServer running({}, [&](ScriptedHandler& handler) {
        handler.answer = [before](const Request& request) {
            const bool is_later =
                request.received > before && request.received <= std::chrono::steady_clock::now();
            return make_response(200, "text/plain", request.peer + (is_later ? "" : " at the wrong time"));
        };
    });
    Client client = running.client();
    client.send(get("/"));
    EXPECT_EQ(client.read_answer().body, "127.0.0.1");
}

TEST(ServerRequestsTest, SaysWhyItCannotListen) {
    RunningServer running;
    ScriptedHandler handler;
    ServerOptions options;
    options.port = running.server.port();
    try {
        Server second(options, handler);
        FAIL() << "two servers at one address";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_THAT(error.message(), HasSubstr("127.0.0.1:" + std::to_string(options.port)));
        EXPECT_THAT(error.message(), HasSubstr("in use"));
    }
}

TEST(ServerRequestsTest, ListensOnIpv6ForBoth) {
    ServerOptions options;
    options.address = "::";
    RunningServer running(options, [](ScriptedHandler& handler) {
        handler.answer = [](const Request& request) {
            return make_response(200, "text/plain", request.peer);
        };
    });
    Client client = running.client();
    client.send(get("/"));
    EXPECT_EQ(client.read_answer().body, "127.0.0.1");
}

}  // namespace
}  // namespace qrgen::daemon::http
