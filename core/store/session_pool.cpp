// SPDX-License-Identifier: MIT
#include "core/store/session_pool.hpp"

#include <sys/socket.h>

#include "core/base/error.hpp"
#include "core/store/session.hpp"

namespace qrgen::store {

SessionPool::SessionPool(std::function<Session()> open, int size, std::chrono::milliseconds lease_timeout)
    : open_(std::move(open)), lease_timeout_(lease_timeout), size_(size), free_(size) {
    idle_.reserve(static_cast<std::size_t>(size));
}

SessionPool::Lease SessionPool::lease() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) ++waits_;
    const bool is_over =
        !returned_.wait_for(lock, lease_timeout_, [this] { return free_ > 0 || is_suspended_; });
    if (is_suspended_) throw Error(ErrorKind::unavailable, "the database is away", "try again later");
    if (is_over) {
        throw Error(ErrorKind::unavailable, "all connections to the database are in use",
                    "try again, or raise database_pool");
    }
    --free_;
    if (!idle_.empty()) {
        Session session = std::move(idle_.back());
        idle_.pop_back();
        lock.unlock();
        Lease lease(*this, std::move(session), false);
        note_lent(lease.session());
        return lease;
    }
    lock.unlock();
    Lease lease(*this, nullptr, true);
    lease.session_ = open_();
    note_lent(lease.session());
    return lease;
}

void SessionPool::suspend() noexcept {
    const std::lock_guard lock(mutex_);
    is_suspended_ = true;
    for (const auto& [session, socket] : sockets_) ::shutdown(socket.get(), SHUT_RDWR);
    returned_.notify_all();
}

void SessionPool::resume() noexcept {
    const std::lock_guard lock(mutex_);
    is_suspended_ = false;
}

void SessionPool::note_lent(soci::session& session) {
    Descriptor socket = duplicate_socket(session);
    const std::lock_guard lock(mutex_);
    if (is_suspended_) ::shutdown(socket.get(), SHUT_RDWR);
    if (socket.is_open()) sockets_[&session] = std::move(socket);
}

void SessionPool::note_returned(const soci::session* session) noexcept {
    const std::lock_guard lock(mutex_);
    sockets_.erase(session);
}

PoolFigures SessionPool::figures() const {
    const std::lock_guard lock(mutex_);
    return {.size = size_, .in_use = size_ - free_, .waits = waits_};
}

void SessionPool::take_back(Session session) noexcept {
    {
        const std::lock_guard lock(mutex_);
        sockets_.erase(session.get());
        if (session) idle_.push_back(std::move(session));
        ++free_;
    }
    returned_.notify_one();
}

}  // namespace qrgen::store
