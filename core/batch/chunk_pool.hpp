// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/batch/item.hpp"

namespace qrgen::batch {

/// Threads that work on chunks, which come back in the order in which they were given. Used by one thread.
class ChunkPool {
  public:
    /// `work` is called by all threads, numbered from 0, and must not throw.
    using Work = std::function<void(Chunk&, int worker)>;

    ChunkPool(int threads, Work work);

    /// Chunks that no thread has begun with are dropped.
    ~ChunkPool();
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    void submit(std::unique_ptr<Chunk> chunk);

    /// Chunks that were given and not taken.
    std::size_t in_flight() const noexcept { return in_flight_; }

    /// Whether take_oldest() would not have to wait.
    bool oldest_is_done();

    /// Waits until the work on the oldest chunk is done. There must be one.
    std::unique_ptr<Chunk> take_oldest();

  private:
    struct Job {
        std::unique_ptr<Chunk> chunk;
        bool is_begun = false;
        bool is_done = false;
    };

    void run(int worker);

    Work work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;  // its elements keep their places when others come and go at its ends
    bool is_ending_ = false;
    std::size_t in_flight_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace qrgen::batch
