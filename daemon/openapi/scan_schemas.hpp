// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/openapi/schemas.hpp"

namespace qrgen::daemon::openapi {

/// One scan, as scans::to_json() writes it.
Json scan_schema();

/// A page of them, as scans::to_json() writes it.
Json scan_page_schema();

}  // namespace qrgen::daemon::openapi
