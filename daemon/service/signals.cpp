// SPDX-License-Identifier: MIT
#include "daemon/service/signals.hpp"

#include <pthread.h>
#include <unistd.h>

namespace qrgen::daemon {
namespace {

// As shells tell a process that a signal has ended.
[[noreturn]] void end(int signal) {
    _exit(128 + signal);
}

}  // namespace

Signals::Signals() {
    sigemptyset(&awaited_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&awaited_, signal);
    pthread_sigmask(SIG_BLOCK, &awaited_, &previous_);
}

Signals::~Signals() {
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

std::optional<int> Signals::next(std::chrono::milliseconds time) const {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    const timespec limit{.tv_sec = seconds.count(),
                         .tv_nsec = std::chrono::nanoseconds(time - seconds).count()};
    const int signal = sigtimedwait(&awaited_, nullptr, &limit);
    return signal > 0 ? std::optional(signal) : std::nullopt;
}

void Signals::let_end_at_once() {
    struct sigaction action {};
    action.sa_handler = end;
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGTERM, SIGINT}) {
        sigaction(signal, &action, nullptr);
        sigaddset(&ending, signal);
        sigdelset(&awaited_, signal);
    }
    pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
}

}  // namespace qrgen::daemon
