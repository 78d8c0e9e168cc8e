// SPDX-License-Identifier: MIT
//
// Printing scans one by one, in each of the formats.
#pragma once

#include <string>

#include "cmd/record_printer.hpp"
#include "cmd/records.hpp"
#include "cmd/scan_table.hpp"

namespace qrgen::cmd {

/// Prints each scan at once, nothing being kept. Throws ReaderGone.
class ScanPrinter {
  public:
    explicit ScanPrinter(RecordFormat format);

    void add(const store::StoredScan& scan);

    /// To be called once, at the end.
    void finish();

  private:
    void require_reader() const;

    ScanTable table_;
    RecordFormat format_;
    bool has_header_ = false;
    RecordPrinter records_;
};

}  // namespace qrgen::cmd
