// SPDX-License-Identifier: MIT
#include "cmd/batch/interruption.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <utility>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/base/descriptor.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    return signals;
}

}  // namespace

records::ByteSource Interruption::interruptible_stdin(records::ByteSource source) const {
    const sigset_t signals = ending_signals();
    // Only waited for, never read: the signal stays pending.
    const auto arrivals = std::make_shared<Descriptor>(::signalfd(-1, &signals, SFD_CLOEXEC));
    return [arrivals, source = std::move(source)](std::span<char> buffer) -> std::size_t {
        pollfd waiting[] = {{STDIN_FILENO, POLLIN, 0}, {arrivals->get(), POLLIN, 0}};
        while (::poll(waiting, 2, -1) < 0) {
            if (errno != EINTR) {
                throw Error(ErrorKind::failure,
                            std::string("cannot wait for standard input: ") + std::strerror(errno));
            }
        }
        return waiting[1].revents != 0 ? 0 : source(buffer);
    };
}

}  // namespace qrgen::cmd
