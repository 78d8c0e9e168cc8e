// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "cmd/command.hpp"

namespace qrgen::cmd {

std::unique_ptr<Command> make_import_qrgen();
std::unique_ptr<Command> make_import_mvp();
std::unique_ptr<Command> make_import_shlink();
std::unique_ptr<Command> make_import_yourls();
std::unique_ptr<Command> make_import_kutt();
std::unique_ptr<Command> make_import_bitly();

}  // namespace qrgen::cmd
