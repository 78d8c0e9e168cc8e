// SPDX-License-Identifier: MIT
//
// Clients that are slow, and clients that are many.
#include <latch>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/http/server_fixture.hpp"

namespace qrgen::daemon::http {
namespace {

using namespace std::chrono_literals;

// A handler whose workers wait until they are let go.
struct BlockedWorkers {
    explicit BlockedWorkers(std::ptrdiff_t count) : begun(count) {}

    void script(ScriptedHandler& handler) {
        handler.at_work = [this](const Request&) {
            begun.count_down();
            go.wait();
        };
    }

    std::latch begun;
    std::latch go{1};
};

TEST(ServerLimitsTest, ASlowHeadIsRefused) {
    ServerOptions options;
    options.head_timeout = 50ms;
    RunningServer running(options);
    Client client = running.client();
    client.send("GET / HTTP/1.1\r\nHo");
    EXPECT_EQ(client.read_answer().status, 408);
    EXPECT_TRUE(client.ends());
}

TEST(ServerLimitsTest, ASlowBodyIsRefused) {
    ServerOptions options;
    options.body_timeout = 50ms;
    RunningServer running(options);
    Client client = running.client();
    client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabc");
    EXPECT_EQ(client.read_answer().status, 408);
    EXPECT_TRUE(client.ends());
    EXPECT_EQ(running.handler.refusals().at(0).path, "/x");
}

TEST(ServerLimitsTest, DripsDoNotMakeTheTimeLonger) {
    ServerOptions options;
    options.head_timeout = 50ms;
    options.idle_timeout = 1h;
    RunningServer running(options);
    Client client = running.client();
    client.send("GET / HTTP/1.1\r\nX: ");
    while (!client.has_input()) client.send("x");
    const int status = client.read_answer().status;
    EXPECT_TRUE(status == 408 || status == 431) << status;  // whichever limit is reached first
}

TEST(ServerLimitsTest, IdleConnectionsEndWithoutAWord) {
    ServerOptions options;
    options.idle_timeout = 50ms;
    RunningServer running(options);
    Client fresh = running.client();
    Client used = running.client();
    used.send(get("/"));
    EXPECT_EQ(used.read_answer().status, 200);
    EXPECT_TRUE(fresh.ends());
    EXPECT_TRUE(used.ends());
    EXPECT_TRUE(running.handler.refusals().empty());
    EXPECT_EQ(running.server.figures().closed_idle, 2U);
}

TEST(ServerLimitsTest, WhoDoesNotReadIsLeft) {
    const std::string body(30'000'000, 'x');
    ServerOptions options;
    options.write_timeout = 50ms;
    RunningServer running(options, [&](ScriptedHandler& handler) {
        handler.answer = [&](const Request&) { return make_response(200, "text/plain", body); };
    });
    Client client = running.client();
    client.send(get("/"));
    const Sent sent = running.handler.wait_for_sent(1).at(0);
    EXPECT_GT(sent.bytes, 0U);
    EXPECT_LT(sent.bytes, body.size());
}

TEST(ServerLimitsTest, RequestsBeyondTheQueueAreRefused) {
    BlockedWorkers blocked(1);
    ServerOptions options;
    options.workers = 1;
    options.max_waiting = 2;
    RunningServer running(options, [&](ScriptedHandler& handler) { blocked.script(handler); });
    std::vector<Client> clients;
    clients.push_back(running.client());
    clients.back().send(get("/work/0"));
    blocked.begun.wait();
    // Two wait, in the one or the other order of arrival; of four, two are refused.
    for (int i = 1; i <= 4; ++i) {
        clients.push_back(running.client());
        clients.back().send(get("/work/" + std::to_string(i)));
    }
    while (running.server.figures().refused_requests < 2) std::this_thread::yield();
    EXPECT_EQ(running.server.figures().waiting, 2U);
    Client other = running.client();
    other.send(get("/at-once"));
    EXPECT_EQ(other.read_answer().status, 200);
    blocked.go.count_down();
    int answered = 0;
    for (Client& client : clients) {
        const Answer answer = client.read_answer();
        answered += answer.status == 200;
        EXPECT_EQ(answer.status == 200 ? 200 : 503, answer.status);
        EXPECT_EQ(answer.has("Connection: close"), answer.status == 503);
    }
    EXPECT_EQ(answered, 3);
    EXPECT_EQ(running.server.figures().refused_requests, 2U);
    EXPECT_EQ(running.handler.refusals().at(0).method, "GET");
}

TEST(ServerLimitsTest, TheLongestIdleMakesRoom) {
    ServerOptions options;
    options.event_threads = 1;
    options.max_connections = 2;
    RunningServer running(options);
    Client first = running.client();
    first.send(get("/"));
    EXPECT_EQ(first.read_answer().status, 200);
    Client second = running.client();
    second.send(get("/"));
    EXPECT_EQ(second.read_answer().status, 200);
    first.send(get("/"));
    EXPECT_EQ(first.read_answer().status, 200);
    Client third = running.client();
    third.send(get("/"));
    EXPECT_EQ(third.read_answer().status, 200);
    EXPECT_TRUE(second.ends());
    first.send(get("/"));
    EXPECT_EQ(first.read_answer().status, 200);
    EXPECT_EQ(running.server.figures().closed_idle, 1U);
    EXPECT_EQ(running.server.figures().refused_connections, 0U);
    EXPECT_EQ(running.server.figures().connections, 2U);
}

TEST(ServerLimitsTest, RoomIsFoundInAnyThread) {
    BlockedWorkers blocked(3);
    ServerOptions options;
    options.event_threads = 4;
    options.max_connections = 4;
    RunningServer running(options, [&](ScriptedHandler& handler) { blocked.script(handler); });
    Client idle = running.client();
    idle.send(get("/"));
    EXPECT_EQ(idle.read_answer().status, 200);
    std::vector<Client> busy;
    for (int i = 0; i < 3; ++i) {
        busy.push_back(running.client());
        busy.back().send(get("/work"));
    }
    blocked.begun.wait();
    Client another = running.client();
    another.send(get("/"));
    EXPECT_EQ(another.read_answer().status, 200);
    EXPECT_TRUE(idle.ends());
    blocked.go.count_down();
    for (Client& client : busy) EXPECT_EQ(client.read_answer().status, 200);
}

TEST(ServerLimitsTest, WithoutRoomConnectionsAreRefused) {
    BlockedWorkers blocked(2);
    ServerOptions options;
    options.max_connections = 2;
    RunningServer running(options, [&](ScriptedHandler& handler) { blocked.script(handler); });
    std::vector<Client> busy;
    for (int i = 0; i < 2; ++i) {
        busy.push_back(running.client());
        busy.back().send(get("/work"));
    }
    blocked.begun.wait();
    Client refused = running.client();
    refused.send(get("/"));
    EXPECT_EQ(refused.read_answer().status, 503);
    EXPECT_TRUE(refused.ends());
    EXPECT_EQ(running.server.figures().refused_connections, 1U);
    blocked.go.count_down();
    for (Client& client : busy) EXPECT_EQ(client.read_answer().status, 200);
}

TEST(ServerLimitsTest, ManyMoreConnectionsThanAllowedAreRefusedAtOnce) {
    BlockedWorkers blocked(1);
    ServerOptions options;
    options.max_connections = 1;
    RunningServer running(options, [&](ScriptedHandler& handler) { blocked.script(handler); });
    Client busy = running.client();
    busy.send(get("/work"));
    blocked.begun.wait();
    std::vector<Client> refused;
    for (int i = 0; i < 300; ++i) refused.push_back(running.client());
    for (Client& client : refused) EXPECT_EQ(client.read_answer().status, 503);
    EXPECT_EQ(running.server.figures().refused_connections, 300U);
    EXPECT_LE(running.server.figures().connections, 257U);
    blocked.go.count_down();
    EXPECT_EQ(busy.read_answer().status, 200);
}

// So many descriptors as there are now, and no more, until the end of the scope.
class NoMoreDescriptors {
  public:
    NoMoreDescriptors() {
        getrlimit(RLIMIT_NOFILE, &before_);
        const int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
        close(next);
        const rlimit now{static_cast<rlim_t>(next), before_.rlim_max};
        setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
    NoMoreDescriptors(const NoMoreDescriptors&) = delete;
    NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;

  private:
    rlimit before_{};
};

TEST(ServerLimitsTest, WithoutDescriptorsConnectionsAreRefused) {
    RunningServer running;
    Client known = running.client();
    known.send(get("/"));
    EXPECT_EQ(known.read_answer().status, 200);
    std::vector<Client> clients;
    for (int i = 0; i < 5; ++i) clients.push_back(Client::unconnected());
    {
        const NoMoreDescriptors no_more;
        for (Client& client : clients) {
            ASSERT_TRUE(client.connect(running.server.port()));
            EXPECT_EQ(client.read_answer().status, 503);
        }
        known.send(get("/"));
        EXPECT_EQ(known.read_answer().status, 200);
    }
    EXPECT_EQ(running.server.figures().refused_connections, 5U);
    Client later = running.client();
    later.send(get("/"));
    EXPECT_EQ(later.read_answer().status, 200);
}

}  // namespace
}  // namespace qrgen::daemon::http
