// SPDX-License-Identifier: MIT
#include "core/batch/chunk_pool.hpp"

#include <algorithm>
#include <utility>

namespace qrgen::batch {

ChunkPool::ChunkPool(int threads, Work work) : work_(std::move(work)) {
    for (int worker = 0; worker < threads; ++worker) {
        threads_.emplace_back([this, worker] { run(worker); });
    }
}

ChunkPool::~ChunkPool() {
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void ChunkPool::submit(std::unique_ptr<Chunk> chunk) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(Job{std::move(chunk)});
    }
    ++in_flight_;
    changed_.notify_all();
}

bool ChunkPool::oldest_is_done() {
    const std::lock_guard lock(mutex_);
    return !jobs_.empty() && jobs_.front().is_done;
}

std::unique_ptr<Chunk> ChunkPool::take_oldest() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return jobs_.front().is_done; });
    std::unique_ptr<Chunk> chunk = std::move(jobs_.front().chunk);
    jobs_.pop_front();
    --in_flight_;
    return chunk;
}

void ChunkPool::run(int worker) {
    std::unique_lock lock(mutex_);
    const auto next = [this] {
        return std::find_if(jobs_.begin(), jobs_.end(), [](const Job& job) { return !job.is_begun; });
    };
    while (true) {
        changed_.wait(lock, [&] { return is_ending_ || next() != jobs_.end(); });
        if (is_ending_) return;
        Job& job = *next();
        job.is_begun = true;
        lock.unlock();
        work_(*job.chunk, worker);
        lock.lock();
        job.is_done = true;
        changed_.notify_all();
    }
}

}  // namespace qrgen::batch
