// SPDX-License-Identifier: MIT
//
// Scans that the database refuses, each time it is asked, are put aside in a file, so that they are not in
// the way of the others, and somebody can look at them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/scans/scan_event.hpp"

namespace qrgen::scans {

/// Not thread-safe.
class RefusedScans {
  public:
    static constexpr std::uint64_t max_bytes = 4 * 1024 * 1024;

    explicit RefusedScans(std::filesystem::path file) : file_(std::move(file)) {}

    /// Adds a line to the file: a JSON object with the names of the columns of scan_logs, and `reason`.
    /// Returns whether it could: the file may be full, or not writable.
    bool add(const ScanEvent& event, const std::string& reason) const;

  private:
    const std::filesystem::path file_;
};

}  // namespace qrgen::scans
