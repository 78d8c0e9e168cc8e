// SPDX-License-Identifier: MIT
#include "daemon/health_client.hpp"

namespace qrgen::daemon {

HealthAnswer ask_health(const HealthQuestion&) { return {}; }

}  // namespace qrgen::daemon
