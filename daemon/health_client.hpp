// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/daemon.hpp"

namespace qrgen::daemon {

/// See Entry::ask_health.
HealthAnswer ask_health(const HealthQuestion& question);

}  // namespace qrgen::daemon
