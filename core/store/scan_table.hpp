// SPDX-License-Identifier: MIT
//
// Writing scans (scan_logs), and what follows from them: the counters of codes, and the roll-ups.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/scans/scan_event.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct InsertedScans {
    std::int64_t rows = 0;     // that were not there before
    std::int64_t refused = 0;  // scans of codes that do not exist
};

/// A scan with what was found out about it later; absent: not known.
struct StoredScan : scans::ScanEvent {
    std::optional<std::string> country{};  // ISO 3166-1 alpha-2
    std::optional<std::string> city{};
    std::optional<std::string> referrer_host{};
    std::optional<std::string> device_family{};
    std::optional<std::string> os_family{};
    std::optional<std::string> os_version{};
    std::optional<std::string> browser_family{};
    std::optional<std::string> browser_version{};
    std::optional<bool> is_mobile{};
    std::optional<bool> is_tablet{};
    std::optional<bool> is_pc{};
    std::optional<bool> is_bot{};
};

/// Some thousand scans at a time are meant. Lives no longer than its transaction.
class ScanTable {
  public:
    explicit ScanTable(Transaction& transaction) : transaction_(transaction) {}

    /// Inserts the scans that are not there yet, and raises the counters of their codes and the roll-ups by
    /// exactly those. Any number of transactions may do this at the same time, also with the same scans: none
    /// waits for one that waits for it. Throws RefusedValue if the database refuses one of them, whichever.
    InsertedScans insert(std::span<const StoredScan> scans);

    /// The same for scans of codes that have come with their counters: these are not raised again.
    InsertedScans import(std::span<const StoredScan> scans);

    /// As import() would, with nothing written.
    InsertedScans count_missing(std::span<const StoredScan> scans);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
