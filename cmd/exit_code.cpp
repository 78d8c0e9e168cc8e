// SPDX-License-Identifier: MIT
#include "cmd/exit_code.hpp"

#include <array>

namespace qrgen::cmd {
namespace {

constexpr std::array meanings{
    ExitCodeMeaning{ExitCode::ok, "success"},
    ExitCodeMeaning{ExitCode::failure, "failure: an unwritable file, a bad configuration file"},
    ExitCodeMeaning{ExitCode::usage, "usage: a bad option or value on the command line"},
    ExitCodeMeaning{ExitCode::some_failed, "some of several items failed"},
    ExitCodeMeaning{ExitCode::not_found, "not found"},
    ExitCodeMeaning{ExitCode::conflict, "conflict: a short id that is taken, a file that exists"},
    ExitCodeMeaning{ExitCode::unavailable, "database or service unavailable"},
    ExitCodeMeaning{ExitCode::verification_failed, "verification failed"},
    ExitCodeMeaning{ExitCode::interrupted, "interrupted"},
};

}  // namespace

std::span<const ExitCodeMeaning> exit_code_meanings() noexcept {
    return meanings;
}

ExitCode exit_code_of(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::failure: return ExitCode::failure;
        case ErrorKind::usage:
        case ErrorKind::invalid: return ExitCode::usage;
        case ErrorKind::not_found: return ExitCode::not_found;
        case ErrorKind::conflict: return ExitCode::conflict;
        case ErrorKind::unavailable: return ExitCode::unavailable;
        case ErrorKind::verification: return ExitCode::verification_failed;
    }
    return ExitCode::failure;
}

}  // namespace qrgen::cmd
