// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace qrgen::cmd {

/// How far a long work is, on one line of standard error that is written over and over: only if that is a
/// terminal and `is_wanted`.
class ProgressBar {
  public:
    /// `total` is in the unit of what update() is told; 0 if nobody knows.
    ProgressBar(std::uint64_t total, bool is_wanted);

    /// Takes the line away.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Cheap: draws a few times a second at most.
    void update(std::uint64_t position, std::int64_t rows);

    /// To be called before something else is written to standard error.
    void clear();

  private:
    using Clock = std::chrono::steady_clock;

    std::uint64_t total_;
    bool is_shown_;
    bool is_drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point drawn_{};
};

/// "[=====     ]  45 %  4500 rows, 9100/s, 0:04 left", at most `width` columns.
std::string progress_text(double share, std::int64_t rows, std::chrono::duration<double> elapsed, int width);

}  // namespace qrgen::cmd
