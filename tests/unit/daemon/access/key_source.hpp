// SPDX-License-Identifier: MIT
//
// API keys without a database, and a clock that stands still, for tests of what asks for keys.
#pragma once

#include <map>
#include <string>

#include "core/access/api_key_service.hpp"
#include "core/base/error.hpp"
#include "core/base/hash.hpp"

namespace qrgen::daemon {

class FakeKeys final : public access::ApiKeySource {
  public:
    std::optional<access::ApiKey> find(std::string_view id) override {
        ++times_asked;
        if (while_asked) while_asked();
        if (is_broken) throw Error(ErrorKind::failure, "broken");
        if (is_away) throw Error(ErrorKind::unavailable, "away");
        const auto found = keys.find(std::string(id));
        return found == keys.end() ? std::nullopt : std::optional(found->second);
    }

    void touch(const access::LastUses& uses) override {
        if (is_away) throw Error(ErrorKind::unavailable, "away");
        for (const auto& use : uses) touched.insert_or_assign(use.first, use.second);
    }

    /// Adds a key, and returns its text. `id` has 8 characters.
    std::string add(const std::string& id, access::Scope scope = access::Scope::read) {
        access::ApiKey key;
        key.id = id;
        key.name = "name of " + id;
        key.scope = scope;
        key.secret_hash = sha256_hex(secret);
        keys[id] = key;
        return text_of(id);
    }

    static std::string text_of(const std::string& id, const std::string& secret_shown = secret) {
        return access::to_text({id, secret_shown});
    }

    void revoke(const std::string& id) { keys.at(id).revoked_at = Timestamp{}; }

    static inline const std::string secret = std::string(43, 's');
    static inline const std::string wrong_secret = std::string(43, 'w');

    std::map<std::string, access::ApiKey> keys;
    access::LastUses touched;
    std::function<void()> while_asked;
    bool is_away = false;
    bool is_broken = false;
    int times_asked = 0;
};

}  // namespace qrgen::daemon
