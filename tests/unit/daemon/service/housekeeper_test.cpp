// SPDX-License-Identifier: MIT
#include "daemon/service/housekeeper.hpp"

#include <atomic>
#include <latch>

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours never{24};

TEST(HousekeeperTest, WorksAgainAndAgain) {
    std::latch enough(3);
    std::atomic<int> left = 3;
    Housekeeper housekeeper(milliseconds(1), [&] {
        if (left-- > 0) enough.count_down();
    });
    housekeeper.start();
    enough.wait();
}

TEST(HousekeeperTest, FinishingIsOneMoreCall) {
    std::atomic<int> calls = 0;
    Housekeeper housekeeper(never, [&] { ++calls; });
    housekeeper.start();
    housekeeper.finish(never, [] { FAIL(); });
    EXPECT_EQ(calls, 1);
}

TEST(HousekeeperTest, WorkThatDoesNotEndIsGivenUp) {
    std::latch begun(1);
    std::latch given_up(1);
    std::atomic<int> calls = 0;
    Housekeeper housekeeper(milliseconds(1), [&] {
        if (++calls > 1) return;
        begun.count_down();
        given_up.wait();
    });
    housekeeper.start();
    begun.wait();
    housekeeper.finish(milliseconds(1), [&] { given_up.count_down(); });
    EXPECT_EQ(calls, 2);
}

TEST(HousekeeperTest, WithoutFinishingThereIsNoLastCall) {
    std::atomic<int> calls = 0;
    {
        Housekeeper housekeeper(never, [&] { ++calls; });
        housekeeper.start();
    }
    {
        const Housekeeper unused(never, [&] { ++calls; });
    }
    EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace qrgen::daemon
