// SPDX-License-Identifier: MIT
#include "daemon/access/throttle.hpp"

#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ThrottleTest : public testing::Test {
  protected:
    Throttle throttle(int per_minute) {
        return Throttle(per_minute, [this] { return now_; });
    }

    static void count(Throttle& throttle, const std::string& address, int times) {
        for (int i = 0; i < times; ++i) throttle.count(address);
    }

    Throttle::Time now_{seconds(1000)};
};

TEST_F(ThrottleTest, BlocksAfterThatManyFailures) {
    Throttle throttle = this->throttle(10);
    count(throttle, "192.0.2.1", 9);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
    count(throttle, "192.0.2.1", 1);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 6);
    EXPECT_FALSE(throttle.retry_after("192.0.2.2"));
}

TEST_F(ThrottleTest, GetsFreeLittleByLittle) {
    Throttle throttle = this->throttle(10);
    count(throttle, "192.0.2.1", 10);
    now_ += milliseconds(2500);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 4);
    now_ += milliseconds(3499);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 1);
    now_ += milliseconds(1);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
    count(throttle, "192.0.2.1", 1);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 6);
}

TEST_F(ThrottleTest, FailuresWhileBlockedDoNotProlongIt) {
    Throttle throttle = this->throttle(10);
    count(throttle, "192.0.2.1", 1000);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 6);
}

TEST_F(ThrottleTest, AfterAMinuteAllIsForgotten) {
    Throttle throttle = this->throttle(10);
    count(throttle, "192.0.2.1", 1000);
    now_ += seconds(60);
    count(throttle, "192.0.2.1", 9);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
}

TEST_F(ThrottleTest, OnceAMinuteIsTheLeast) {
    Throttle throttle = this->throttle(1);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
    count(throttle, "192.0.2.1", 1);
    EXPECT_EQ(throttle.retry_after("192.0.2.1"), 60);
    now_ += seconds(60);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
}

TEST_F(ThrottleTest, AllowsAsManyAsItSays) {
    for (const int allowed : {1, 7, 999, 1'000'000}) {
        Throttle throttle = this->throttle(allowed);
        count(throttle, "192.0.2.1", allowed - 1);
        EXPECT_FALSE(throttle.retry_after("192.0.2.1")) << allowed;
        count(throttle, "192.0.2.1", 1);
        EXPECT_TRUE(throttle.retry_after("192.0.2.1")) << allowed;
    }
}

TEST_F(ThrottleTest, ZeroNeverBlocks) {
    Throttle throttle = this->throttle(0);
    count(throttle, "192.0.2.1", 1000);
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
}

TEST_F(ThrottleTest, AddressesOfOneIpv6NetworkCountAsOne) {
    Throttle throttle = this->throttle(2);
    throttle.count("2001:db8:0:1::1");
    throttle.count("2001:db8:0:1:ffff::2");
    EXPECT_TRUE(throttle.retry_after("2001:db8:0:1::3"));
    EXPECT_FALSE(throttle.retry_after("2001:db8:0:2::1"));
}

TEST_F(ThrottleTest, AnIpv4AddressIsTheSameHoweverItIsWritten) {
    Throttle throttle = this->throttle(1);
    throttle.count("::ffff:192.0.2.1");
    EXPECT_TRUE(throttle.retry_after("192.0.2.1"));
    EXPECT_FALSE(throttle.retry_after("192.0.2.2"));
}

TEST_F(ThrottleTest, WhatIsNoAddressSharesOnePlace) {
    Throttle throttle = this->throttle(1);
    throttle.count("somewhere");
    EXPECT_TRUE(throttle.retry_after("elsewhere"));
}

std::string numbered(int number) {
    return "10." + std::to_string(number >> 16 & 255) + "." + std::to_string(number >> 8 & 255) + "." +
           std::to_string(number & 255);
}

TEST_F(ThrottleTest, HoldsTensOfThousandsOfAddresses) {
    Throttle throttle = this->throttle(1);
    constexpr int addresses = 30'000;
    for (int i = 0; i < addresses; ++i) throttle.count(numbered(i));
    int blocked = 0;
    for (int i = 0; i < addresses; ++i) blocked += throttle.retry_after(numbered(i)) ? 1 : 0;
    EXPECT_GT(blocked, addresses * 99 / 100);
}

TEST_F(ThrottleTest, WhoFailedOftenStaysBlockedWhenManyOthersFailOnce) {
    Throttle throttle = this->throttle(5);
    count(throttle, "192.0.2.1", 5);
    for (int i = 0; i < 500'000; ++i) throttle.count(numbered(i));
    EXPECT_TRUE(throttle.retry_after("192.0.2.1"));
}

TEST_F(ThrottleTest, CountsFromManyThreads) {
    constexpr int threads = 4;
    constexpr int each = 500;
    Throttle throttle = this->throttle(threads * each + 1);
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) running.emplace_back([&] { count(throttle, "192.0.2.1", each); });
    for (std::thread& thread : running) thread.join();
    EXPECT_FALSE(throttle.retry_after("192.0.2.1"));
    throttle.count("192.0.2.1");
    EXPECT_TRUE(throttle.retry_after("192.0.2.1"));
}

}  // namespace
}  // namespace qrgen::daemon
