// SPDX-License-Identifier: MIT
//
// The table of all subcommands. Parser, help, completion and the tests of the manual read it.
#pragma once

#include <span>
#include <string_view>

#include "cmd/command.hpp"

namespace qrgen::cmd {

/// In the order in which help lists them.
std::span<const CommandRow> commands() noexcept;

/// The commands that are only the first word of others ("config"), with their summaries.
struct CommandGroup {
    std::string_view name;
    std::string_view summary;
};
std::span<const CommandGroup> command_groups() noexcept;

}  // namespace qrgen::cmd
