// SPDX-License-Identifier: MIT
//
// Deleting the codes of a batch set that its file no longer holds.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/store.hpp"

namespace qrgen::batch {

struct VanishedCode {
    std::string id;
    std::string key;
    std::string short_id;  // empty: none
};

/// Those of the set whose key `is_there` does not know, in the order of their ids. Throws what the store
/// throws.
std::vector<VanishedCode> vanished_codes(store::Store& store, const std::string& set,
                                         const std::function<bool(const std::string& key)>& is_there);

/// Deletes them, some hundred in each transaction, with an entry in their histories; one that is gone
/// already, or has left the set, is passed over. `on_deleted` is called for each that was deleted, in order.
void delete_vanished(store::Store& store, const std::string& set, const std::vector<VanishedCode>& codes,
                     const std::string& actor, Timestamp now,
                     const std::function<void(const VanishedCode&)>& on_deleted);

}  // namespace qrgen::batch
