// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::unique_ptr<Command> make_rollup_check();
std::unique_ptr<Command> make_rollup_rebuild();

}  // namespace qrgen::cmd
