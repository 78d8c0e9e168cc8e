// SPDX-License-Identifier: MIT
//
// The end of a server: nobody who has begun to ask goes without an answer.
#include <atomic>
#include <future>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "tests/unit/daemon/http/server_fixture.hpp"

namespace qrgen::daemon::http {
namespace {

using namespace std::chrono_literals;

TEST(ServerDrainTest, IdleConnectionsEndAndNoNewOnesAreMade) {
    RunningServer running;
    Client client = running.client();
    client.send(get("/"));
    EXPECT_EQ(client.read_answer().status, 200);
    auto drained = std::async(std::launch::async, [&] { return running.server.drain(1min); });
    EXPECT_TRUE(client.ends());
    client.end_sending();
    EXPECT_TRUE(drained.get());
    EXPECT_FALSE(Client::unconnected().connect(running.server.port()));
    EXPECT_EQ(running.server.figures().connections, 0U);
    EXPECT_TRUE(running.server.drain(1min));
}

TEST(ServerDrainTest, WhatHasBegunIsAnswered) {
    std::latch at_work(1);
    std::latch go(1);
    ServerOptions options;
    options.event_threads = 1;  // so that what one client sees is true for all
    RunningServer running(options, [&](ScriptedHandler& handler) {
        handler.at_work = [&](const Request& request) {
            if (request.path != "/work/first") return;
            at_work.count_down();
            go.wait();
        };
    });
    Client idle = running.client();
    idle.send(get("/"));
    EXPECT_EQ(idle.read_answer().status, 200);
    Client half = running.client();
    half.send("POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
    Client worked = running.client();
    worked.send(get("/work/first") + get("/second") + get("/third"));
    at_work.wait();

    auto drained = std::async(std::launch::async, [&] { return running.server.drain(1min); });
    EXPECT_TRUE(idle.ends());
    half.send("bc");
    go.count_down();
    const Answer answer = half.read_answer();
    EXPECT_EQ(answer.body, "POST /half abc");
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_FALSE(worked.read_answer().has("Connection: close"));
    EXPECT_EQ(worked.read_answer().body, "GET /second ");
    EXPECT_TRUE(worked.read_answer().has("Connection: close"));
    EXPECT_TRUE(half.ends());
    EXPECT_TRUE(worked.ends());
    for (Client* client : {&idle, &half, &worked}) client->end_sending();
    EXPECT_TRUE(drained.get());
}

TEST(ServerDrainTest, SaysWhenTheTimeWasTooShort) {
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
    EXPECT_FALSE(running.server.drain(1ms));
    go.count_down();
    EXPECT_EQ(client.read_answer().status, 200);
    EXPECT_TRUE(running.server.drain(1min));
}

TEST(ServerDrainTest, WhatWaitsToBeAcceptedIsServed) {
    std::latch blocked(1);
    std::latch go(1);
    ServerOptions options;
    options.event_threads = 1;
    RunningServer running(options, [&](ScriptedHandler& handler) {
        handler.answer = [&](const Request& request) {
            if (request.path == "/block") {
                blocked.count_down();
                go.wait();
            }
            return make_response(200, "text/plain", "");
        };
    });
    Client first = running.client();
    first.send(get("/block"));
    blocked.wait();
    std::vector<Client> waiting;
    for (int i = 0; i < 100; ++i) {
        waiting.push_back(running.client());
        if (i % 2 == 0) waiting.back().send(get("/"));
    }
    auto drained = std::async(std::launch::async, [&] { return running.server.drain(1min); });
    go.count_down();
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (i % 2 == 1) waiting[i].send(get("/"));  // those who are about to ask get the time to do so
        EXPECT_EQ(waiting[i].read_answer().status, 200) << i;
    }
    EXPECT_EQ(first.read_answer().status, 200);
    waiting.clear();
    first.end_sending();
    EXPECT_TRUE(drained.get());
}

// Asks until the server is gone. Every request is answered, or its connection ends cleanly without an answer.
class Hammer {
  public:
    explicit Hammer(int port) : thread_([this, port] { run(port); }) {}

    void join() { thread_.join(); }

    std::atomic<int> answered = 0;
    std::string fault;

  private:
    void run(int port) {
        for (;;) {
            Client client = Client::unconnected();
            if (!client.connect(port)) return;
            for (bool is_first = true; ask(client, is_first); is_first = false) {
            }
            if (!fault.empty()) return;
        }
    }

    // False when the connection has ended.
    bool ask(Client& client, bool is_first) {
        const bool by_worker = answered % 3 == 0;
        client.send(get(by_worker ? "/work" : "/"));
        const Answer answer = client.read_answer();
        if (answer.status == 200) {
            ++answered;
            return !answer.has("Connection: close");
        }
        if (answer.status != 0) fault = answer.head;
        // A connection that was not accepted any more is reset by the system; nobody has read from it.
        if (client.is_broken() && !is_first) fault = "reset";
        return false;
    }

    std::thread thread_;
};

TEST(ServerDrainTest, DropsNothingUnderLoad) {
    for (int round = 0; round < 10; ++round) {
        RunningServer running;
        std::vector<std::unique_ptr<Hammer>> hammers;
        for (int i = 0; i < 8; ++i) hammers.push_back(std::make_unique<Hammer>(running.server.port()));
        for (const auto& hammer : hammers) {
            while (hammer->answered < 20) std::this_thread::yield();
        }
        EXPECT_TRUE(running.server.drain(1min));
        std::size_t answered = 0;
        for (const auto& hammer : hammers) {
            hammer->join();
            EXPECT_EQ(hammer->fault, "");
            answered += static_cast<std::size_t>(hammer->answered);
        }
        EXPECT_EQ(running.handler.wait_for_sent(answered).size(), answered);
    }
}

TEST(ServerDrainTest, StopsAtOnceWithoutIt) {
    Client client = Client::unconnected();
    {
        RunningServer running;
        ASSERT_TRUE(client.connect(running.server.port()));
        client.send("GET / HTT");
    }
    EXPECT_TRUE(client.read_answer().status == 0);
}

TEST(ServerDrainTest, WhatWasNeverStartedIsDrained) {
    ScriptedHandler handler;
    ServerOptions options;
    options.port = 0;
    Server server(options, handler);
    EXPECT_GT(server.port(), 0);
    EXPECT_TRUE(server.drain(1min));
}

}  // namespace
}  // namespace qrgen::daemon::http
