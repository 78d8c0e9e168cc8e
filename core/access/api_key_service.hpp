// SPDX-License-Identifier: MIT
//
// Everything that can be done with API keys, with all rules applied: what the command line and the service
// call.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/api_key.hpp"
#include "core/base/surroundings.hpp"
#include "core/store/store.hpp"

namespace qrgen::access {

constexpr std::size_t max_key_name_length = 100;  // characters

/// A key that was just made, with its text, which nobody can ever find out again.
struct NewApiKey {
    ApiKey key;
    std::string text;
};

using LastUses = std::map<std::string, Timestamp>;  // by key id

/// What authentication needs of the service. Errors of the database are the store's.
class ApiKeySource {
  public:
    virtual ~ApiKeySource() = default;

    /// Also a revoked key. nullopt if there is none.
    virtual std::optional<ApiKey> find(std::string_view id) = 0;

    /// Sets last_used_at of keys, down to the minute, and never back. Ids that are not there are passed over.
    virtual void touch(const LastUses& uses) = 0;
};

/// As thread-safe as its store, which must outlive it. Broken rules are Error(invalid) with all faults;
/// errors of the database are the store's.
class ApiKeyService final : public ApiKeySource {
  public:
    explicit ApiKeyService(store::Store& store, Surroundings surroundings = {});

    /// `name` has 1 to 100 printable characters, not all of them spaces; it need not be unique.
    NewApiKey create(const std::string& name, Scope scope);

    /// All keys, also the revoked ones, in the order of their creation.
    std::vector<ApiKey> list();

    /// Error(not_found) if there is no such key.
    ApiKey get(std::string_view id);

    /// Takes effect for good. Revoking once more changes nothing, and is no error: what was wanted is so.
    /// Error(not_found) as get().
    ApiKey revoke(std::string_view id);

    /// Keys that are not revoked.
    std::int64_t count_usable();

    std::optional<ApiKey> find(std::string_view id) override;
    void touch(const LastUses& uses) override;

  private:
    store::Store& store_;
    Surroundings surroundings_;
};

}  // namespace qrgen::access
