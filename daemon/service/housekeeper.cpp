// SPDX-License-Identifier: MIT
#include "daemon/service/housekeeper.hpp"

#include <utility>

namespace qrgen::daemon {

Housekeeper::Housekeeper(std::chrono::milliseconds interval, std::function<void()> work)
    : interval_(interval), work_(std::move(work)) {}

Housekeeper::~Housekeeper() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = is_abandoned_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Housekeeper::start() {
    thread_ = std::thread([this] { run(); });
}

void Housekeeper::finish(std::chrono::milliseconds limit, const std::function<void()>& give_up) {
    {
        std::unique_lock lock(mutex_);
        is_ending_ = true;
        changed_.notify_all();
        if (!changed_.wait_for(lock, limit, [this] { return has_ended_; })) give_up();
    }
    thread_.join();
}

void Housekeeper::run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, interval_, [this] { return is_ending_; })) {
        lock.unlock();
        work_();
        lock.lock();
    }
    const bool has_last_call = !is_abandoned_;
    lock.unlock();
    if (has_last_call) work_();
    lock.lock();
    has_ended_ = true;
    changed_.notify_all();
}

}  // namespace qrgen::daemon
