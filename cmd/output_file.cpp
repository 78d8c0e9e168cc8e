// SPDX-License-Identifier: MIT
#include "cmd/output_file.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

bool is_device(const std::string& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// A signal that is ignored stays pending, too, while it is held back.
bool is_asked_to_end() {
    sigset_t waiting;
    sigemptyset(&waiting);
    ::sigpending(&waiting);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        const bool is_ignored = ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
        if (::sigismember(&waiting, signal) == 1 && !is_ignored) return true;
    }
    return false;
}

[[noreturn]] void fail(const std::string& file, int error) {
    throw Error(ErrorKind::failure, "cannot write " + printable(file) + ": " + std::strerror(error));
}

}  // namespace

OutputFile::OutputFile(const std::string& file, Overwrite overwrite) : name_(file) {
    if (file == "-") return;
    if (!is_device(file)) {
        staged_.emplace(file, overwrite);
        return;
    }
    device_ = Descriptor(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!device_.is_open()) fail(file, errno);
}

void OutputFile::write(std::string_view bytes) {
    if (device_.is_open()) {
        if (const int error = write_all(device_.get(), bytes)) fail(name_, error);
    } else if (staged_) {
        staged_->append(bytes);
        // What is thrown removes the unfinished file, and then the signal ends the program.
        if (is_asked_to_end()) throw Error(ErrorKind::failure, "interrupted");
    } else {
        write_stdout(bytes);
    }
}

void OutputFile::commit() {
    if (device_.is_open()) {
        if (const int error = device_.close()) fail(name_, error);
    }
    if (staged_) staged_->commit();
}

}  // namespace qrgen::cmd
