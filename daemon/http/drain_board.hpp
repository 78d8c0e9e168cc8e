// SPDX-License-Identifier: MIT
//
// Where the event threads say how far they are with ending, and the one who asked them waits. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

namespace qrgen::daemon::http {

class DrainBoard {
  public:
    /// `connections` is how many there are in all; it must outlive the board.
    DrainBoard(std::size_t groups, const std::atomic<std::size_t>& connections)
        : unanswered_(groups), connections_(connections) {}

    /// Group `number` drains, and so many of its connections have a request that is not yet answered.
    void report(std::size_t number, std::size_t unanswered);

    /// Until all groups drain and no connection is left; at most for `limit`. Whether all requests are
    /// answered.
    bool wait(std::chrono::milliseconds limit);

  private:
    bool all_answered() const;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::optional<std::size_t>> unanswered_;  // nullopt: does not drain yet
    const std::atomic<std::size_t>& connections_;
};

}  // namespace qrgen::daemon::http
