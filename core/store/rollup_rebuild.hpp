// SPDX-License-Identifier: MIT
//
// Making the roll-ups of scans anew from the log, or comparing them with it, a month at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "core/store/store.hpp"

namespace qrgen::store {

struct RollupDifferences {
    std::int64_t days = 0;        // of codes, that have scans in the log
    std::int64_t different = 0;   // of these, what did not say what the log says
    bool has_wrong_sums = false;  // a month or a day of all codes is not what its days add up to
};

/// Lives no longer than its transaction.
class RollupRebuild {
  public:
    explicit RollupRebuild(Transaction& transaction) : transaction_(transaction) {}

    /// The first days of the months that have scans or roll-ups, in their order. Reads the whole log.
    std::vector<std::chrono::sys_days> months();

    /// Compares the month with the log, in a transaction that reads.
    RollupDifferences compare(std::chrono::sys_days month);

    /// Puts right what compare() would find. Writers of scans wait until the transaction ends. Days of which
    /// the log holds no scan (any more: it was purged, or they came with an import) stay as they are, and so
    /// do visitors, whom the log does not know. Costs as much as there are scans in the month; needs memory
    /// for the codes that were scanned on one day.
    RollupDifferences rebuild(std::chrono::sys_days month);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
