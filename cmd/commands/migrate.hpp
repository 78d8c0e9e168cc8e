// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::unique_ptr<Command> make_migrate_status();
std::unique_ptr<Command> make_migrate_up();

}  // namespace qrgen::cmd
