// SPDX-License-Identifier: MIT
//
// Changing roll-ups of days, and with them those of their months and of all codes.
#pragma once

#include <vector>

#include "core/store/rollup_table.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Adds to the roll-ups of days (keys of scan_days). The roll-ups must be locked.
void raise_rollups(Transaction& transaction, RollupRows&& gains);

/// Replaces the roll-ups of days by those that have more scans, or as many and more visitors; leaves out what
/// belongs to no code. Locks the roll-ups and the codes itself.
void raise_rollups_to(Transaction& transaction, const RollupRows& days);

/// From here to the end of the transaction, others that change roll-ups wait. To be called before codes are
/// locked: who changes a code must not wait for as long as that.
void lock_rollups(Transaction& transaction);

/// Locks the codes of these ids, in their order, against others that count scans.
void lock_codes(Transaction& transaction, const std::vector<std::string>& ids);

}  // namespace qrgen::store
