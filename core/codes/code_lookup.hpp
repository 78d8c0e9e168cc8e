// SPDX-License-Identifier: MIT
//
// Finding the code that somebody means.
#pragma once

#include <string_view>

#include "core/codes/code.hpp"
#include "core/store/tables.hpp"

namespace qrgen::codes {

/// `reference` is an id or a short id, in any case. Throws Error(not_found) with a hint, be it for a code
/// that never was or, with Deleted::excluded, for one that is gone.
Code found_or_throw(store::CodeTable& table, std::string_view reference, store::Deleted deleted,
                    store::RowLock lock = store::RowLock::none);

}  // namespace qrgen::codes
