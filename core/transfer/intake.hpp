// SPDX-License-Identifier: MIT
//
// What sources of codes pass on, and to whom.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/codes/code.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/tables.hpp"
#include "core/store/whole_tables.hpp"

namespace qrgen::transfer {

/// A code as its source has it.
struct ForeignCode {
    codes::Code code;  // the id must be the same each time
    std::vector<codes::HistoryEntry> history = {};
    std::string fault = {};               // why it cannot be taken; empty: nothing is known against it
    std::vector<std::string> notes = {};  // what is not as it was there
};

/// Takes what a source has, in its order. Throws what ends the import.
class Intake {
  public:
    virtual ~Intake() = default;

    virtual void take(ForeignCode&& code) = 0;
    virtual void take(store::HistoryRow&& row) = 0;  // of a code that is stored
    virtual void take(store::StoredScan&& scan) = 0;
    virtual void take(const store::CodeDay& day) = 0;

    /// A row that is no scan, history or day, and why.
    virtual void refuse_row(const std::string& reason) = 0;
};

enum class Scans { without, with };

/// Where codes come from.
class Source {
  public:
    virtual ~Source() = default;

    /// Everything, codes before their scans. Throws Error: invalid if it is no source of this kind,
    /// unavailable or failure if it cannot be read (on).
    virtual void read(Intake& intake, Scans scans) = 0;
};

}  // namespace qrgen::transfer
