// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::unique_ptr<Command> make_config_show();
std::unique_ptr<Command> make_config_check();

}  // namespace qrgen::cmd
