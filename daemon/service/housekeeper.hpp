// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace qrgen::daemon {

/// A thread for work that comes back again and again and may have to wait long, such as for a lock in the
/// database, so that nobody else waits with it.
class Housekeeper {
  public:
    /// `work` is called every `interval` from start() on, and must not throw.
    Housekeeper(std::chrono::milliseconds interval, std::function<void()> work);

    /// Waits for a call of `work` that has begun.
    ~Housekeeper();

    void start();

    /// After start(): calls `work` a last time and returns when it has ended. If that takes longer than
    /// `limit`, `give_up` is called, after which `work` must end soon.
    void finish(std::chrono::milliseconds limit, const std::function<void()>& give_up);

  private:
    void run();

    const std::chrono::milliseconds interval_;
    const std::function<void()> work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_ending_ = false;
    bool is_abandoned_ = false;  // without a last call
    bool has_ended_ = false;
    std::thread thread_;
};

}  // namespace qrgen::daemon
