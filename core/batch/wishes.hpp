// SPDX-License-Identifier: MIT
//
// From a row to the code it asks for.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/batch/row.hpp"
#include "core/codes/code_service.hpp"

namespace qrgen::batch {

/// A new code as the row wants it, still without ids. Adds what is wrong with it to `faults`. An empty `set`
/// is none.
codes::Code draft(const codes::CodeService& service, const Row& row, const std::string& set,
                  std::vector<Fault>& faults);

/// The same for a stored code, which may be a deleted one: it comes back.
void change(const codes::CodeService& service, const Row& row, const std::string& set, codes::Code& code,
            std::vector<Fault>& faults);

/// "field: message; field: message".
std::string text_of(const std::vector<Fault>& faults);

}  // namespace qrgen::batch
