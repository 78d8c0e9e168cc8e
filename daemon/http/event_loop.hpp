// SPDX-License-Identifier: MIT
//
// One thread's wait for events (epoll), in rounds: all events that are there, then what other threads have
// posted, then the end of the round.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace qrgen::daemon::http {

/// A file descriptor of the system, owned.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) noexcept : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const noexcept { return number_; }
    void reset(int number = -1) noexcept;

    /// Gives it to the caller.
    int release() noexcept { return std::exchange(number_, -1); }

  private:
    int number_;
};

/// Something that has a descriptor in the loop.
class EventTarget {
  public:
    virtual ~EventTarget() = default;

    /// `events` as epoll_wait() reports them.
    virtual void on_events(std::uint32_t events) = 0;
};

/// What belongs to the thread and is asked in every round.
class RoundWork {
  public:
    virtual ~RoundWork() = default;

    /// First: all that follows happens at `now`.
    virtual void begin_round(std::chrono::steady_clock::time_point now) = 0;

    /// Last. An EventTarget must not be destroyed between the beginning and here.
    virtual void end_round() = 0;

    /// When the next round must be, if nothing happens before.
    virtual std::chrono::steady_clock::time_point next_round() const = 0;
};

class EventLoop {
  public:
    /// Throws Error(failure) if the system has no descriptors left.
    EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Until stop(). In a thread of its own; all that follows but post() and stop() belongs to that thread.
    void run(RoundWork& work);

    /// Level-triggered; EPOLLERR and EPOLLHUP are always reported. False if the system refuses.
    bool add(int descriptor, std::uint32_t events, EventTarget& target);
    void change(int descriptor, std::uint32_t events, EventTarget& target);
    void remove(int descriptor);

    /// `task` is called in the first round after `delay`.
    void call_later(std::chrono::milliseconds delay, std::function<void()> task);

    /// Any thread: `task` is called in the loop's thread.
    void post(std::function<void()> task);

    /// Any thread.
    void stop();

    /// What was posted and not yet done; for the end, when the thread is gone.
    void run_posted();

  private:
    struct Timer {
        std::chrono::steady_clock::time_point due;
        std::function<void()> task;
    };

    int wait_time(const RoundWork& work) const;
    void run_timers(std::chrono::steady_clock::time_point now);

    Descriptor epoll_;
    Descriptor wake_;            // an eventfd
    std::vector<Timer> timers_;  // seldom any
    std::atomic<bool> stopped_ = false;
    std::mutex mutex_;
    std::vector<std::function<void()>> posted_;
};

}  // namespace qrgen::daemon::http
