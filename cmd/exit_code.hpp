// SPDX-License-Identifier: MIT
//
// The exit codes of qrgen: a promise to scripts, so the list only ever grows.
#pragma once

#include <span>
#include <string_view>

#include "core/base/error.hpp"

namespace qrgen::cmd {

enum class ExitCode {
    ok = 0,
    failure = 1,
    usage = 2,
    some_failed = 3,
    not_found = 4,
    conflict = 5,
    unavailable = 6,
    verification_failed = 7,
    interrupted = 130,
};

struct ExitCodeMeaning {
    ExitCode code;
    std::string_view meaning;
};

std::span<const ExitCodeMeaning> exit_code_meanings() noexcept;

ExitCode exit_code_of(ErrorKind kind) noexcept;

}  // namespace qrgen::cmd
