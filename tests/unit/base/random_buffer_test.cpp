// SPDX-License-Identifier: MIT
#include "core/base/random_buffer.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace qrgen {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(RandomBuffer, FillsEveryByte) {
    RandomBuffer buffer;
    for (const std::size_t size : {std::size_t(1), std::size_t(16), std::size_t(4096), std::size_t(10'000)}) {
        Bytes seen(size);  // a byte that is never filled stays 0 in every round
        for (int round = 0; round < 8; ++round) {
            Bytes bytes(size);
            buffer.fill(bytes);
            for (std::size_t i = 0; i < size; ++i) seen[i] |= bytes[i];
        }
        EXPECT_EQ(std::count(seen.begin(), seen.end(), 0), 0) << size;
    }
    EXPECT_NO_THROW(buffer.fill({}));
}

TEST(RandomBuffer, NeverGivesTheSameTwice) {
    RandomBuffer buffer;
    std::set<Bytes> seen;
    for (int i = 0; i < 2000; ++i) {  // through several fetches, at whose ends some bytes are left
        Bytes bytes(15);
        buffer.fill(bytes);
        EXPECT_TRUE(seen.insert(bytes).second);
    }
}

TEST(RandomBuffer, EachThreadHasItsOwn) {
    const RandomSource random = RandomBuffer::source();
    std::vector<std::vector<Bytes>> made(4);
    std::vector<std::thread> threads;
    for (auto& mine : made) {
        threads.emplace_back([&random, &mine] {
            for (int i = 0; i < 1000; ++i) {
                Bytes bytes(16);
                random(bytes);
                mine.push_back(bytes);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    std::set<Bytes> seen;
    for (const auto& mine : made) seen.insert(mine.begin(), mine.end());
    EXPECT_EQ(seen.size(), 4000U);
}

}  // namespace
}  // namespace qrgen
