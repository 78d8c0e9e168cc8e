// SPDX-License-Identifier: MIT
//
// The one symbol of the library.
#include "daemon/daemon.hpp"
#include "daemon/health_client.hpp"
#include "daemon/service/serve.hpp"

extern "C" __attribute__((visibility("default"))) const qrgen::daemon::Entry qrgen_daemon_entry;
const qrgen::daemon::Entry qrgen_daemon_entry{qrgen::daemon::serve, qrgen::daemon::ask_health};
