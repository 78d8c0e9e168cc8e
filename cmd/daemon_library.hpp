// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/daemon.hpp"

namespace qrgen::cmd {

/// The library of the service, which is embedded into the program and loaded from memory on the first call.
/// Stays loaded until the process ends. Throws Error(failure) if the system does not let it.
const daemon::Entry& daemon_library();

}  // namespace qrgen::cmd
