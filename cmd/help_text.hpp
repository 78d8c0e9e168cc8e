// SPDX-License-Identifier: MIT
//
// The text of --help, never wider than 80 columns.
#pragma once

#include <string>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::string program_help(const CLI::App& app);
std::string group_help(const CLI::App& group);
std::string command_help(const CommandRow& row, const CLI::App& app);

}  // namespace qrgen::cmd
