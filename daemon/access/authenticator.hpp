// SPDX-License-Identifier: MIT
//
// Who calls, and whether that is allowed.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/access/api_key_service.hpp"
#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "daemon/access/key_cache.hpp"
#include "daemon/access/throttle.hpp"
#include "daemon/http/request.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// What the API asks of its callers; the setting `auth`.
enum class AuthMode { api_key, none };

struct Caller {
    std::string id;    // of the API key; empty: nobody in particular
    std::string name;  // of the API key

    /// For the history: "api:NAME", cut at the 100 characters that it takes; "api" for nobody in particular.
    std::string actor() const;
};

/// Where an authenticator gets time from; tests pass their own.
struct AuthenticatorClocks {
    Clock now = system_now;
    KeyCache::Clock steady = std::chrono::steady_clock::now;
};

/// Thread-safe. `keys` and `throttle` must outlive it.
class Authenticator {
  public:
    Authenticator(access::ApiKeySource& keys, AuthMode mode, Throttle& throttle,
                  AuthenticatorClocks clocks = {});

    /// Who sends the request, if it may have `needed`. Everybody has open access, and with mode none every
    /// other one; credentials are not looked at then. May ask the database, so not for event threads.
    /// Throws HttpError: 400 (more than one credential), 401 (none, or a wrong or revoked one; wrong ones
    /// count against the address of the client), 403 (the scope is too small), 429 (too many wrong ones from
    /// that address; nothing is looked up then), 503 (the database is away, and the key unknown); and what
    /// the database throws else.
    Caller require(const http::Request& request, http::Access needed);

    /// The key has changed, or any of them may have: see KeyCache.
    void forget(std::string_view id) { cache_.forget(id); }
    void forget_all() { cache_.forget_all(); }

    /// Writes down when keys were last used. To be called now and then, and at the end. Throws what the
    /// database throws; what could not be written is kept for the next time.
    void flush_last_used();

  private:
    KeyCache::KeyPointer verified(const std::string& credential);
    void remember_use(const access::ApiKey& key);

    const AuthMode mode_;
    Throttle& throttle_;
    access::ApiKeySource& keys_;
    const Clock now_;
    KeyCache cache_;
    std::mutex uses_mutex_;
    access::LastUses uses_;  // not written yet
};

/// Why a service must not listen on `host` (an address, or a name): nobody could use the API, since no key is
/// there, and everybody from elsewhere could try. nullopt if it may: on a loopback address ("localhost",
/// too), with mode none, and if it is not known whether there are keys, because the database is away.
std::optional<Error> listening_fault(std::string_view host, AuthMode mode,
                                     std::optional<std::int64_t> usable_keys);

}  // namespace qrgen::daemon
