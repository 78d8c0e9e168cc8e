// SPDX-License-Identifier: MIT
//
// Writing scans that were counted elsewhere: codes come with the counters that they had there, which these
// scans must not raise again.
#pragma once

#include <span>
#include <string>

#include "core/store/scan_days.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Some thousand scans at a time are meant. Lives no longer than its transaction.
class ScanImport {
  public:
    explicit ScanImport(Transaction& transaction) : transaction_(transaction) {}

    /// Inserts the scans that are not there yet, with all that is known of them, and raises the roll-ups by
    /// exactly those.
    InsertedScans insert(std::span<const StoredScan> scans);

    /// As insert() would, with nothing written.
    InsertedScans count_missing(std::span<const StoredScan> scans);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
