// SPDX-License-Identifier: MIT
//
// Telling what became of each code of an import.
#pragma once

#include <cstdint>

#include "cmd/command.hpp"
#include "cmd/record_printer.hpp"
#include "core/transfer/importer.hpp"

namespace qrgen::cmd {

/// One record for each code that came and each row that could not be read, as soon as that is settled; for
/// people a line of a table. When the reader goes away, the import goes on.
class ImportReport {
  public:
    explicit ImportReport(RecordFormat format);

    void add(const transfer::ImportResult& result);

    /// To be called once, at the end: the summary, on standard error.
    void finish(const transfer::ImportSummary& summary, const Context& context, bool is_dry_run);

    bool has_records() const noexcept { return has_records_; }

  private:
    void write_line(const std::string& action, const std::string& short_id, const std::string& id,
                    const std::string& reason);

    RecordFormat format_;
    RecordPrinter printer_;
    bool has_records_ = false;
    bool is_gone_ = false;
};

}  // namespace qrgen::cmd
