// SPDX-License-Identifier: MIT
//
// Warnings about something that may go wrong thousands of times a second: one a minute is written.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

#include "core/base/log.hpp"

namespace qrgen::scans {

/// Thread-safe. `log` must outlive it.
class SeldomLog {
  public:
    explicit SeldomLog(const Log& log) noexcept : log_(log) {}

    /// Writes what `make_text` returns, unless there was a warning within the last minute; then it is not
    /// called.
    template <typename MakeText>
    void warning(const MakeText& make_text) {
        if (is_due()) log_.warning(make_text());
    }

  private:
    bool is_due() {
        constexpr std::chrono::minutes least_distance{1};
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        if (last_ && now - *last_ < least_distance) return false;
        last_ = now;
        return true;
    }

    const Log& log_;
    std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> last_;
};

}  // namespace qrgen::scans
