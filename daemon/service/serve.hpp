// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/daemon.hpp"

namespace qrgen::daemon {

/// See Entry::serve.
void serve(const ServeOptions& options);

}  // namespace qrgen::daemon
