// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::test {

/// What the shell command prints, when "{}" in it is replaced with the name of a file that holds `input`.
/// Throws std::runtime_error if it ends with anything but 0.
std::string run(std::string command, std::string_view input);

}  // namespace qrgen::test
