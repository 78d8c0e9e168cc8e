// SPDX-License-Identifier: MIT
#include "daemon/http/event_loop.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/base/error.hpp"

namespace qrgen::daemon::http {
namespace {

constexpr std::size_t most_events = 256;  // of one round

int checked(int descriptor) {
    if (descriptor >= 0) return descriptor;
    throw Error(ErrorKind::failure, std::string("cannot wait for events: ") + std::strerror(errno));
}

}  // namespace

void Descriptor::reset(int number) noexcept {
    if (number_ >= 0) close(number_);
    number_ = number;
}

EventLoop::EventLoop()
    : epoll_(checked(epoll_create1(EPOLL_CLOEXEC))), wake_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;  // the only one without a target
    checked(epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, wake_.number(), &event));
}

void EventLoop::run(RoundWork& work) {
    std::array<epoll_event, most_events> events;
    while (!stopped_) {
        const int count =
            epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()), wait_time(work));
        const auto now = std::chrono::steady_clock::now();
        work.begin_round(now);
        bool is_woken = false;
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (auto* target = static_cast<EventTarget*>(event.data.ptr)) {
                target->on_events(event.events);
            } else {
                is_woken = true;
            }
        }
        if (is_woken) run_posted();
        if (!timers_.empty()) run_timers(now);
        work.end_round();
    }
}

int EventLoop::wait_time(const RoundWork& work) const {
    auto next = work.next_round();
    for (const Timer& timer : timers_) next = std::min(next, timer.due);
    if (next == std::chrono::steady_clock::time_point::max()) return -1;
    // Rounded up: a round that comes too early would find nothing to do and be followed by another.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 60'000));
}

void EventLoop::run_timers(std::chrono::steady_clock::time_point now) {
    const auto is_sooner = [](const Timer& a, const Timer& b) { return a.due < b.due; };
    while (!timers_.empty()) {
        const auto first = std::min_element(timers_.begin(), timers_.end(), is_sooner);
        if (first->due > now) return;
        const auto task = std::move(first->task);
        timers_.erase(first);
        task();  // may add another
    }
}

void EventLoop::call_later(std::chrono::milliseconds delay, std::function<void()> task) {
    timers_.push_back({std::chrono::steady_clock::now() + delay, std::move(task)});
}

bool EventLoop::add(int descriptor, std::uint32_t events, EventTarget& target) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &target;
    return epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EventLoop::change(int descriptor, std::uint32_t events, EventTarget& target) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &target;
    epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event);
}

void EventLoop::remove(int descriptor) {
    epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, nullptr);
}

void EventLoop::post(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(task));
        if (posted_.size() > 1) return;  // the first has woken the thread
    }
    eventfd_write(wake_.number(), 1);
}

void EventLoop::stop() {
    stopped_ = true;
    eventfd_write(wake_.number(), 1);
}

void EventLoop::run_posted() {
    eventfd_t ignored = 0;
    eventfd_read(wake_.number(), &ignored);
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(posted_);
    }
    for (const auto& task : tasks) task();
}

}  // namespace qrgen::daemon::http
