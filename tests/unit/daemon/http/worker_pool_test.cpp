// SPDX-License-Identifier: MIT
#include "daemon/http/worker_pool.hpp"

#include <atomic>
#include <latch>

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

TEST(WorkerPoolTest, TakesAsManyJobsAsThereAreThreadsAndPlacesToWait) {
    std::latch begun(2);
    std::latch go(1);
    std::atomic<int> done = 0;
    {
        WorkerPool pool(2, 1);
        pool.start();
        const auto job = [&] {
            begun.count_down();
            go.wait();
            ++done;
        };
        EXPECT_TRUE(pool.submit(job));
        EXPECT_TRUE(pool.submit(job));
        begun.wait();
        EXPECT_EQ(pool.waiting(), 0U);
        EXPECT_TRUE(pool.submit([&] { ++done; }));
        EXPECT_EQ(pool.waiting(), 1U);
        EXPECT_FALSE(pool.submit([&] { ++done; }));
        go.count_down();
        std::latch last(1);
        // There is place again, sooner or later: as soon as a thread takes the one that waits.
        while (!pool.submit([&] { last.count_down(); })) std::this_thread::yield();
        last.wait();
    }
    EXPECT_EQ(done, 3);
}

TEST(WorkerPoolTest, StoppingEndsWhatHasBegunAndForgetsTheRest) {
    std::latch begun(1);
    std::latch go(1);
    std::atomic<bool> first_done = false;
    std::atomic<bool> second_done = false;
    WorkerPool pool(1, 10);
    pool.start();
    ASSERT_TRUE(pool.submit([&] {
        begun.count_down();
        go.wait();
        first_done = true;
    }));
    begun.wait();
    ASSERT_TRUE(pool.submit([&] { second_done = true; }));
    std::thread stopper([&] { pool.stop(); });
    while (pool.waiting() > 0) std::this_thread::yield();
    go.count_down();
    stopper.join();
    EXPECT_TRUE(first_done);
    EXPECT_FALSE(second_done);
    EXPECT_FALSE(pool.submit([] {}));
}

}  // namespace
}  // namespace qrgen::daemon::http
