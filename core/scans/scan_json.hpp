// SPDX-License-Identifier: MIT
//
// Scans and what they tell as JSON, the same from the command line and from the HTTP API. What is not known
// is null.
#pragma once

#include <nlohmann/json.hpp>

#include "core/scans/scan_statistics.hpp"
#include "core/store/scan_table.hpp"

namespace qrgen::scans {

nlohmann::ordered_json to_json(const store::StoredScan& scan);

/// The days are three lists of the same length: `labels` (dates), `scans_by_day` and `genuine_scans_by_day`.
nlohmann::ordered_json to_json(const ScanStatistics& statistics);

}  // namespace qrgen::scans
