// SPDX-License-Identifier: MIT
#include "daemon/http/output_queue.hpp"

#include <array>

#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

class OutputQueueTest : public testing::Test {
  protected:
    OutputQueueTest() {
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0);
        constexpr int small = 8192;
        setsockopt(ends_[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    }
    ~OutputQueueTest() override {
        close(ends_[0]);
        if (ends_[1] >= 0) close(ends_[1]);
    }

    OutputQueue::Result write() {
        return queue_.write_to(ends_[0], [this](const Outgoing& sent) { sent_.push_back(sent.sent_body()); });
    }

    std::string received() {
        std::string bytes(1'000'000, '\0');
        const ssize_t count = recv(ends_[1], bytes.data(), bytes.size(), MSG_DONTWAIT);
        return bytes.substr(0, count > 0 ? static_cast<std::size_t>(count) : 0);
    }

    static Outgoing outgoing(std::string head, std::string body, bool sends_body = true) {
        return {.head = std::move(head), .response = {.body = std::move(body)}, .sends_body = sends_body};
    }

    void lose_other_end() {
        close(ends_[1]);
        ends_[1] = -1;
    }

    std::array<int, 2> ends_{};
    OutputQueue queue_;
    std::vector<std::size_t> sent_;
};

TEST_F(OutputQueueTest, SendsInOrder) {
    queue_.push(outgoing("a", "b"));
    queue_.push(outgoing("c", "not sent", false));
    queue_.push(outgoing("d", ""));
    EXPECT_EQ(queue_.bytes(), 4U);
    EXPECT_EQ(write(), OutputQueue::Result::done);
    EXPECT_TRUE(queue_.empty());
    EXPECT_EQ(received(), "abcd");
    EXPECT_EQ(sent_, (std::vector<std::size_t>{1, 0, 0}));
}

TEST_F(OutputQueueTest, GoesOnWhereItWasBlocked) {
    std::string expected;
    for (int i = 0; i < 100; ++i) {
        const std::string body(static_cast<std::size_t>(i) * 100, static_cast<char>('a' + i % 26));
        queue_.push(outgoing("head" + std::to_string(i), body));
        expected += "head" + std::to_string(i) + body;
    }
    EXPECT_EQ(write(), OutputQueue::Result::blocked);
    std::string got = received();
    while (!queue_.empty()) {
        write();
        got += received();
    }
    EXPECT_EQ(got, expected);
    EXPECT_EQ(queue_.bytes(), 0U);
    ASSERT_EQ(sent_.size(), 100U);
    EXPECT_EQ(sent_.back(), 9900U);
}

TEST_F(OutputQueueTest, SaysWhenTheOtherEndIsGone) {
    lose_other_end();
    queue_.push(outgoing("a", "b"));
    EXPECT_EQ(write(), OutputQueue::Result::lost);
    EXPECT_EQ(queue_.take_all().size(), 1U);
    EXPECT_TRUE(queue_.empty());
}

}  // namespace
}  // namespace qrgen::daemon::http
