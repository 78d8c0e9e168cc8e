// SPDX-License-Identifier: MIT
//
// Reading and writing the rows of the table of API keys. No rules here: those are in core/access.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/access/api_key.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// The table `api_keys`. Lives no longer than its transaction. All services hear of every change but touch().
class ApiKeyTable {
  public:
    explicit ApiKeyTable(Transaction& transaction) : transaction_(transaction) {}

    /// Throws Error(conflict) if the id is taken.
    void insert(const access::ApiKey& key);

    std::optional<access::ApiKey> find(const std::string& id);

    /// In the order of their creation.
    std::vector<access::ApiKey> list();

    /// Keeps the time of a key that is revoked already.
    void revoke(const std::string& id, Timestamp time);

    /// Sets last_used_at unless it is later already.
    void touch(const std::string& id, Timestamp time);

    /// Keys that are not revoked.
    std::int64_t count_usable();

  private:
    Transaction& transaction_;
};

}  // namespace qrgen::store
