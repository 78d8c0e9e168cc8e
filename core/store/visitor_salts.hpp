// SPDX-License-Identifier: MIT
//
// The table visitor_salts: a secret for each day, the same for all processes.
#pragma once

#include <chrono>

#include "core/base/hash.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// The salt of the day; `proposal` if nobody has made one yet. Throws as Store::write(), and Error(failure)
/// if what is stored is no salt.
HashKey agreed_salt(Store& store, std::chrono::sys_days day, const HashKey& proposal);

}  // namespace qrgen::store
