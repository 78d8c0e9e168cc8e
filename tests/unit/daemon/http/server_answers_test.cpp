// SPDX-License-Identifier: MIT
//
// How answers get to clients.
#include <atomic>
#include <latch>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/http/server_fixture.hpp"

namespace qrgen::daemon::http {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ServerAnswersTest, HeadGetsTheLengthOnly) {
    RunningServer running;
    Client client = running.client();
    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n" + get("/b"));
    EXPECT_TRUE(client.read_answer(false).has("Content-Length: 8"));
    EXPECT_EQ(client.read_answer().body, "GET /b ");
    const auto sent = running.handler.wait_for_sent(2);
    EXPECT_EQ(sent[0].bytes, 0U);
    EXPECT_EQ(sent[1].bytes, 7U);
}

TEST(ServerAnswersTest, SomeStatusesHaveNoBody) {
    RunningServer running({}, [](ScriptedHandler& handler) {
        handler.answer = [](const Request& request) {
            return make_response(request.path == "/304" ? 304 : 204, "text/plain", "too much");
        };
    });
    Client client = running.client();
    client.send(get("/304") + get("/204"));
    for (const int status : {304, 204}) {
        const Answer answer = client.read_answer();
        EXPECT_EQ(answer.status, status);
        EXPECT_THAT(answer.head, Not(HasSubstr("Content-Length")));
    }
}

TEST(ServerAnswersTest, NoLineEndGetsIntoAHeader) {
    RunningServer running({}, [](ScriptedHandler& handler) {
        handler.answer = [](const Request&) {
            return Response{.status = 302}.add("Location", "/a\r\nSet-Cookie: b");
        };
    });
    for (const std::string path : {"/", "/work"}) {
        Client client = running.client();
        client.send(get(path));
        const Answer answer = client.read_answer();
        EXPECT_EQ(answer.status, 500);
        EXPECT_THAT(answer.head, Not(HasSubstr("Cookie")));
        EXPECT_THAT(answer.head, Not(HasSubstr("Location")));
    }
    EXPECT_EQ(running.handler.wait_for_sent(2)[0].status, 500);
}

TEST(ServerAnswersTest, LargeAnswersReachSlowReaders) {
    const std::string body(30'000'000, 'x');
    RunningServer running({}, [&](ScriptedHandler& handler) {
        handler.answer = [&](const Request&) { return make_response(200, "text/plain", body); };
    });
    Client slow = running.client();
    slow.send(get("/work") + get("/"));
    // The kernel cannot hold it, so it is still on its way while others are served.
    Client other = running.client();
    other.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(other.read_answer(false).status, 200);
    EXPECT_EQ(slow.read_answer().body, body);
    EXPECT_EQ(slow.read_answer().body, body);
    EXPECT_EQ(running.handler.wait_for_sent(3)[2].bytes, body.size());
}

TEST(ServerAnswersTest, AClientThatGoesAwayIsToldOfOnce) {
    std::latch at_work(1);
    std::latch go(1);
    RunningServer running({}, [&](ScriptedHandler& handler) {
        handler.at_work = [&](const Request&) {
            at_work.count_down();
            go.wait();
        };
    });
    Client client = running.client();
    client.send(get("/work"));
    at_work.wait();
    client.reset();
    Client other = running.client();  // served by the same threads, after the loss was noticed
    other.send(get("/"));
    EXPECT_EQ(other.read_answer().status, 200);
    go.count_down();
    EXPECT_EQ(running.handler.wait_for_sent(2).size(), 2U);
}

TEST(ServerAnswersTest, BeforeSendingComesBeforeTheFirstByte) {
    std::atomic<Client*> waiting = nullptr;
    std::atomic<bool> was_early = false;
    RunningServer running({}, [&](ScriptedHandler& handler) {
        handler.sending = [&] { was_early = was_early || waiting.load()->has_input(); };
    });
    Client client = running.client();
    waiting = &client;
    for (int i = 0; i < 100; ++i) {
        client.send(get("/"));
        EXPECT_EQ(client.read_answer().status, 200);
    }
    EXPECT_FALSE(was_early);
    EXPECT_EQ(running.handler.sendings(), 100);
}

TEST(ServerAnswersTest, BeforeSendingComesOnceForARound) {
    std::latch in_first_round(1);
    std::latch go(1);
    ServerOptions options;
    options.event_threads = 1;
    RunningServer running(options, [&](ScriptedHandler& handler) {
        handler.answer = [&](const Request& request) {
            if (request.path == "/first") {
                in_first_round.count_down();
                go.wait();
            }
            return make_response(200, "text/plain", "");
        };
    });
    Client first = running.client();
    std::vector<Client> others;
    for (int i = 0; i < 20; ++i) {
        others.push_back(running.client());
        others.back().send(get("/warm"));
        EXPECT_EQ(others.back().read_answer().status, 200);
    }
    const int before = running.handler.sendings();
    first.send(get("/first"));
    in_first_round.wait();
    for (Client& other : others) other.send(get("/a") + get("/b"));
    go.count_down();
    for (Client& other : others) {
        EXPECT_EQ(other.read_answer().status, 200);
        EXPECT_EQ(other.read_answer().status, 200);
    }
    EXPECT_EQ(running.handler.sendings(), before + 2);
}

TEST(ServerAnswersTest, BeforeSendingIsNotForWorkers) {
    RunningServer running;
    Client client = running.client();
    client.send(get("/work"));
    EXPECT_EQ(client.read_answer().status, 200);
    EXPECT_EQ(running.handler.sendings(), 0);
}

}  // namespace
}  // namespace qrgen::daemon::http
