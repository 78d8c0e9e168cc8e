// SPDX-License-Identifier: MIT
//
// The few columns of a code that a redirect needs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/store/store.hpp"

namespace qrgen::store {

struct StoredTarget {
    std::string short_id;
    std::string code_id;  // UUID
    std::string redirect_url;
    bool is_active = true;
};

/// Lives no longer than its transaction.
class TargetTable {
  public:
    explicit TargetTable(Transaction& transaction) : transaction_(transaction) {}

    /// nullopt if there is no such code, or it was deleted. `short_id` in lower case.
    std::optional<StoredTarget> find(const std::string& short_id);

    /// At most `most` dynamic codes, the newest first.
    void newest(std::int64_t most, const std::function<void(StoredTarget&&)>& on_target);

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
