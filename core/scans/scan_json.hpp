// SPDX-License-Identifier: MIT
//
// Scans as JSON, the same from the command line and from the HTTP API. What is not known
// is null.
#pragma once

#include <nlohmann/json.hpp>

#include "core/store/scan_table.hpp"

namespace qrgen::scans {

nlohmann::ordered_json to_json(const store::StoredScan& scan);

}  // namespace qrgen::scans
