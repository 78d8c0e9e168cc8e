// SPDX-License-Identifier: MIT
//
// Codes and scans of mvp_qr_gen (github.com/gsinghjay/mvp_qr_gen, app/models): its tables qr_codes and
// scan_logs, from the database or as CSV.
#pragma once

#include <string>
#include <vector>

#include "core/transfer/export_rows.hpp"
#include "core/transfer/intake.hpp"

namespace qrgen::transfer {

/// Without these the table is another program's.
const std::vector<std::string>& mvp_code_columns();
const std::vector<std::string>& mvp_scan_columns();

/// `values` by name of the column. What does not fit is the fault of the code.
ForeignCode mvp_code(const Values& values);

/// Throws Error(invalid) that names a column without which there is no scan.
store::StoredScan mvp_scan(const Values& values);

}  // namespace qrgen::transfer
