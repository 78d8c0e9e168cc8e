// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>
#include <optional>

namespace qrgen::daemon {

/// While this lives, SIGTERM, SIGINT and SIGHUP do not interrupt anything, but wait for next(): in the thread
/// that made it and in those that this starts later. So it works for process 1, too, for which the kernel
/// ignores signals that nobody has asked for.
class Signals {
  public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// The next signal; nullopt if none came in time.
    std::optional<int> next(std::chrono::milliseconds time) const;

    /// From now on SIGTERM and SIGINT end the process at once.
    void let_end_at_once();

  private:
    sigset_t awaited_;
    sigset_t previous_;
};

}  // namespace qrgen::daemon
