// SPDX-License-Identifier: MIT
//
// Completion scripts, made from the command table.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::cmd {

/// `shell` is bash, zsh or fish.
std::string completion_script(std::string_view shell);

}  // namespace qrgen::cmd
