// SPDX-License-Identifier: MIT
#include "core/store/session_pool.hpp"

#include "core/base/error.hpp"

namespace qrgen::store {

SessionPool::SessionPool(std::function<Session()> open, int size, std::chrono::milliseconds lease_timeout)
    : open_(std::move(open)), lease_timeout_(lease_timeout), size_(size), free_(size) {
    idle_.reserve(static_cast<std::size_t>(size));
}

SessionPool::Lease SessionPool::lease() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) ++waits_;
    if (!returned_.wait_for(lock, lease_timeout_, [this] { return free_ > 0; })) {
        throw Error(ErrorKind::unavailable, "all connections to the database are in use",
                    "try again, or raise database_pool");
    }
    --free_;
    if (!idle_.empty()) {
        Session session = std::move(idle_.back());
        idle_.pop_back();
        return Lease(*this, std::move(session), false);
    }
    lock.unlock();
    try {
        return Lease(*this, open_(), true);
    } catch (...) {
        take_back(nullptr);
        throw;
    }
}

PoolFigures SessionPool::figures() const {
    const std::lock_guard lock(mutex_);
    return {.size = size_, .in_use = size_ - free_, .waits = waits_};
}

void SessionPool::take_back(Session session) noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (session) idle_.push_back(std::move(session));
        ++free_;
    }
    returned_.notify_one();
}

}  // namespace qrgen::store
