// SPDX-License-Identifier: MIT
//
// What sources have in common when something is not as it should be.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/transfer/export_rows.hpp"
#include "core/transfer/intake.hpp"
#include "core/transfer/record_file.hpp"

namespace qrgen::transfer {

/// Throws Error(invalid), field "source".
[[noreturn]] void reject_source(const std::string& message, const std::string& hint);

/// "a, b, c"
std::string listed(const std::vector<std::string>& names);

/// Runs `read`; an Error(invalid) with faults is passed on as a row that is refused, `place` telling which.
void guarded(const std::string& place, Intake& intake, const std::function<void()>& read);

/// Runs `read`, unless the record has a fault. What is wrong with one record, be it that, be it an
/// Error(invalid) with faults, is passed on with its line.
void guarded(const RecordFile& file, Intake& intake, const std::function<void()>& read);

/// Of the record that `file`, which must outlive them, is at.
Values values_of(const RecordFile& file);

}  // namespace qrgen::transfer
