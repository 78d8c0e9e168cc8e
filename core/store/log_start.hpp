// SPDX-License-Identifier: MIT
//
// From which day on the log of scans is whole: what lies before was removed, or may have been.
#pragma once

#include <chrono>

#include "core/store/store.hpp"

namespace qrgen::store {

std::chrono::sys_days whole_log_start(Transaction& transaction);

/// To be called, and made permanent, before anything is removed. Never goes back.
void raise_whole_log_start(Transaction& transaction, std::chrono::sys_days day);

}  // namespace qrgen::store
