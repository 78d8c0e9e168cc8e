// SPDX-License-Identifier: MIT
#include "daemon/http/worker_pool.hpp"

#include <utility>

namespace qrgen::daemon::http {

WorkerPool::WorkerPool(int threads, std::size_t max_waiting)
    : thread_count_(threads), max_waiting_(max_waiting) {}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::start() {
    {
        const std::lock_guard lock(mutex_);
        idle_ = static_cast<std::size_t>(thread_count_);
    }
    for (int i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { run(); });
}

bool WorkerPool::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        // A job for an idle thread does not wait; it is only here until that thread wakes up.
        if (stopped_ || jobs_.size() >= max_waiting_ + idle_) return false;
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

void WorkerPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        jobs_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void WorkerPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
        if (stopped_) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        --idle_;
        lock.unlock();
        job();
        job = nullptr;  // what it holds is freed without the lock
        lock.lock();
        ++idle_;
    }
}

}  // namespace qrgen::daemon::http
