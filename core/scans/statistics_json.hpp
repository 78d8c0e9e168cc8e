// SPDX-License-Identifier: MIT
//
// Statistics of scans as JSON, the same from the command line and from the HTTP API. What is not known is
// null.
#pragma once

#include <nlohmann/json.hpp>

#include "core/scans/scan_statistics.hpp"

namespace qrgen::scans {

nlohmann::ordered_json to_json(const CodeStatistics& statistics);
nlohmann::ordered_json to_json(const AllStatistics& statistics);

/// YYYY-MM-DD.
std::string date_of(std::chrono::sys_days day);

}  // namespace qrgen::scans
