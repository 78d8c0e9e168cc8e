// SPDX-License-Identifier: MIT
#include "daemon/http/event_loop.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using std::chrono::steady_clock;

// Writes down what happens in which order.
class Recorder : public RoundWork, public EventTarget {
  public:
    void begin_round(steady_clock::time_point) override { text += "("; }
    void end_round() override { text += ")"; }
    steady_clock::time_point next_round() const override { return steady_clock::time_point::max(); }
    void on_events(std::uint32_t) override { text += "event"; }

    std::string text;
};

TEST(EventLoopTest, ARoundIsEventsThenTasksThenItsEnd) {
    EventLoop loop;
    Recorder recorder;
    const Descriptor event(eventfd(1, EFD_CLOEXEC));
    ASSERT_TRUE(loop.add(event.number(), EPOLLIN, recorder));
    loop.post([&] {
        recorder.text += "task";
        loop.stop();
    });
    loop.run(recorder);
    EXPECT_EQ(recorder.text, "(eventtask)");
}

TEST(EventLoopTest, TasksComeFromOtherThreadsAndWakeTheLoop) {
    EventLoop loop;
    Recorder recorder;
    std::thread thread([&] { loop.run(recorder); });
    for (int i = 0; i < 1000; ++i) {
        loop.post([&] { recorder.text += "x"; });
    }
    loop.post([&] { loop.stop(); });
    thread.join();
    EXPECT_EQ(std::count(recorder.text.begin(), recorder.text.end(), 'x'), 1000);
}

TEST(EventLoopTest, TasksCanBeLate) {
    EventLoop loop;
    Recorder recorder;
    loop.call_later(std::chrono::milliseconds(2), [&] {
        recorder.text += "second";
        loop.stop();
    });
    loop.call_later(std::chrono::milliseconds(1), [&] { recorder.text += "first"; });
    loop.run(recorder);
    EXPECT_LT(recorder.text.find("first"), recorder.text.find("second"));
}

TEST(EventLoopTest, WhatIsNotWatchedIsNotReported) {
    EventLoop loop;
    Recorder recorder;
    const Descriptor event(eventfd(1, EFD_CLOEXEC));
    ASSERT_TRUE(loop.add(event.number(), EPOLLIN, recorder));
    loop.change(event.number(), 0, recorder);
    loop.post([&] {
        loop.remove(event.number());
        loop.post([&] { loop.stop(); });
    });
    loop.run(recorder);
    EXPECT_EQ(recorder.text, "()()");
}

TEST(EventLoopTest, WhatIsLeftAtTheEndCanBeDone) {
    EventLoop loop;
    Recorder recorder;
    loop.post([&] { recorder.text += "left"; });
    loop.run_posted();
    EXPECT_EQ(recorder.text, "left");
}

}  // namespace
}  // namespace qrgen::daemon::http
