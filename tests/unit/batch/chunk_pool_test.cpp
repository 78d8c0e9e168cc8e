// SPDX-License-Identifier: MIT
#include "core/batch/chunk_pool.hpp"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

namespace qrgen::batch {
namespace {

std::unique_ptr<Chunk> chunk_of(std::size_t number) {
    auto chunk = std::make_unique<Chunk>();
    chunk->items.resize(number);
    return chunk;
}

TEST(ChunkPoolTest, ChunksComeBackInTheirOrderWithTheWorkDone) {
    ChunkPool pool(4, [](Chunk& chunk, int) { chunk.done = chunk.items.size(); });
    for (std::size_t i = 1; i <= 50; ++i) pool.submit(chunk_of(i));
    EXPECT_EQ(pool.in_flight(), 50U);
    for (std::size_t i = 1; i <= 50; ++i) EXPECT_EQ(pool.take_oldest()->done, i);
    EXPECT_EQ(pool.in_flight(), 0U);
}

TEST(ChunkPoolTest, AChunkThatIsReadyEarlierWaitsForTheOneBefore) {
    std::promise<void> second_is_done;
    ChunkPool pool(2, [&](Chunk& chunk, int) {
        if (chunk.items.size() == 1) {
            second_is_done.get_future().wait();
        } else {
            second_is_done.set_value();
        }
    });
    pool.submit(chunk_of(1));
    pool.submit(chunk_of(2));
    EXPECT_EQ(pool.take_oldest()->items.size(), 1U);
    EXPECT_EQ(pool.take_oldest()->items.size(), 2U);
}

TEST(ChunkPoolTest, WorkersAreNumberedFromZero) {
    std::atomic<bool> is_fine = true;
    ChunkPool pool(3, [&](Chunk&, int worker) {
        if (worker < 0 || worker > 2) is_fine = false;
    });
    for (int i = 0; i < 30; ++i) pool.submit(chunk_of(1));
    while (pool.in_flight() > 0) pool.take_oldest();
    EXPECT_TRUE(is_fine);
}

TEST(ChunkPoolTest, ItEndsAlthoughNobodyTakesTheChunks) {
    std::promise<void> has_begun;
    std::atomic<int> done = 0;
    {
        ChunkPool pool(1, [&](Chunk& chunk, int) {
            if (chunk.items.size() == 1) has_begun.set_value();
            ++done;
        });
        for (std::size_t i = 1; i <= 100; ++i) pool.submit(chunk_of(i));
        has_begun.get_future().wait();
    }
    EXPECT_GE(done, 1);
}

}  // namespace
}  // namespace qrgen::batch
