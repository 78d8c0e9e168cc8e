// SPDX-License-Identifier: MIT
//
// Statistics of scans, as scans::to_json() writes them.
#pragma once

#include "daemon/openapi/schemas.hpp"

namespace qrgen::daemon::openapi {

Json code_statistics_schema();
Json all_statistics_schema();

/// What both are about and made of.
Json statistics_period_schema();
Json statistics_series_schema();
Json name_count_schema();

/// A code in a list of codes.
Json code_brief_schema();

}  // namespace qrgen::daemon::openapi
