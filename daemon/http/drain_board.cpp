// SPDX-License-Identifier: MIT
#include "daemon/http/drain_board.hpp"

#include <algorithm>

namespace qrgen::daemon::http {

void DrainBoard::report(std::size_t number, std::size_t unanswered) {
    {
        const std::lock_guard lock(mutex_);
        unanswered_[number] = unanswered;
    }
    changed_.notify_all();
}

bool DrainBoard::wait(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, limit, [this] { return all_answered() && connections_ == 0; });
    return all_answered();
}

bool DrainBoard::all_answered() const {
    return std::all_of(unanswered_.begin(), unanswered_.end(),
                       [](const auto& count) { return count && *count == 0; });
}

}  // namespace qrgen::daemon::http
