// SPDX-License-Identifier: MIT
//
// Threads for work that may block, and the bounded queue before them. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace qrgen::daemon::http {

class WorkerPool {
  public:
    using Job = std::function<void()>;  // must not throw

    /// Starts no thread yet. At most `max_waiting` jobs wait for a thread.
    WorkerPool(int threads, std::size_t max_waiting);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void start();

    /// False if too many wait already.
    bool submit(Job job);

    /// Jobs that no thread has begun.
    std::size_t waiting() const;

    /// Ends the jobs that have begun and forgets the others.
    void stop();

  private:
    void run();

    const int thread_count_;
    const std::size_t max_waiting_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    std::size_t idle_ = 0;  // threads that wait for a job
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace qrgen::daemon::http
