// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::unique_ptr<Command> make_apikey_create();
std::unique_ptr<Command> make_apikey_list();
std::unique_ptr<Command> make_apikey_revoke();

}  // namespace qrgen::cmd
