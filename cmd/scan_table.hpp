// SPDX-License-Identifier: MIT
//
// Scans as lines of a table for people. The widths of the columns do not depend on the scans, so that each
// line can be printed when its scan is there.
#pragma once

#include <array>
#include <string>

#include "core/store/scan_table.hpp"

namespace qrgen::cmd {

class ScanTable {
  public:
    /// Fits lines into `width` cells, columns becoming narrower and in the end fewer; 0: cuts nothing.
    explicit ScanTable(int width);

    std::string header() const;

    /// What strangers sent is made printable.
    std::string row(const store::StoredScan& scan) const;

  private:
    static constexpr std::size_t column_count = 8;
    using Cells = std::array<std::string, column_count>;

    std::string line(Cells cells) const;

    const int width_;
    std::array<int, column_count> widths_;
};

}  // namespace qrgen::cmd
