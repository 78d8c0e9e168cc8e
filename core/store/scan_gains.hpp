// SPDX-License-Identifier: MIT
//
// What scans add to the counters of their codes and to the roll-ups.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/store/rollup_table.hpp"
#include "core/store/scan_table.hpp"

namespace qrgen::store {

/// What rows add to one code.
struct CodeGain {
    std::int64_t scans = 0;
    std::int64_t genuine = 0;
    Timestamp last{};
    std::optional<Timestamp> first_genuine{};
    std::optional<Timestamp> last_genuine{};
};

/// By id of the code.
using CodeGains = std::map<std::string, CodeGain>;

CodeGains code_gains(const std::vector<const StoredScan*>& scans);

/// Without visitors: which of them are new is for the database to tell.
RollupRows rollup_gains(const std::vector<const StoredScan*>& scans);

/// Adds one scan to the roll-up of its day, without its visitor.
void add_to(ScanRollup& day, const StoredScan& scan);

}  // namespace qrgen::store
