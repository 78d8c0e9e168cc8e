// SPDX-License-Identifier: MIT
#include "daemon/access/authenticator.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"
#include "daemon/access/credential.hpp"
#include "daemon/access/ip_address.hpp"
#include "daemon/http/http_error.hpp"

namespace qrgen::daemon {
namespace {

using access::ApiKey;
using access::Scope;
using http::HttpError;

constexpr std::size_t max_uses = 10'000;
constexpr const char* retry_seconds_while_away = "5";

Scope scope_for(http::Access needed) {
    switch (needed) {
        case http::Access::open:
        case http::Access::read: return Scope::read;
        case http::Access::write: return Scope::write;
        case http::Access::admin: return Scope::admin;
    }
    return Scope::admin;
}

HttpError unauthorized(const char* detail) {
    return {
        401,
        detail,
        {{"WWW-Authenticate", R"(Bearer realm="qrgen")"}, {"WWW-Authenticate", R"(Basic realm="qrgen")"}}};
}

void require_scope(const ApiKey& key, http::Access access) {
    const Scope needed = scope_for(access);
    if (key.scope >= needed) return;
    throw HttpError(403, "this needs an API key with the scope " + std::string(to_string(needed)) +
                             "; the scope of this one is " + std::string(to_string(key.scope)));
}

}  // namespace

std::string Caller::actor() const {
    if (id.empty()) return "api";
    const std::string whole = "api:" + name;
    std::size_t end = 0;
    for (std::size_t i = 0; i < codes::max_actor_length && end < whole.size(); ++i) {
        if (!next_code_point(whole, end)) break;
    }
    return whole.substr(0, end);
}

Authenticator::Authenticator(access::ApiKeySource& keys, AuthMode mode, Throttle& throttle,
                             AuthenticatorClocks clocks)
    : mode_(mode),
      throttle_(throttle),
      keys_(keys),
      now_(std::move(clocks.now)),
      cache_(keys, std::move(clocks.steady)) {}

Caller Authenticator::require(const http::Request& request, http::Access needed) {
    if (mode_ == AuthMode::none || needed == http::Access::open) return {};
    const auto credential = credential_of(request);
    if (!credential) {
        throw unauthorized(
            "an API key is needed: as Authorization: Bearer, as X-API-Key, or as password of basic "
            "authentication");
    }
    if (const auto seconds = throttle_.retry_after(request.client)) {
        throw HttpError(429, "too many wrong API keys from this address",
                        {{"Retry-After", std::to_string(*seconds)}});
    }
    const auto key = verified(*credential);
    if (!key || key->revoked_at) {
        throttle_.count(request.client);
        throw unauthorized(key ? "the API key was revoked" : "the API key is wrong");
    }
    remember_use(*key);
    require_scope(*key, needed);
    return {key->id, key->name};
}

// nullptr if it is no key, or not with that secret.
KeyCache::KeyPointer Authenticator::verified(const std::string& credential) {
    const auto shown = access::parse_key(credential);
    if (!shown) return nullptr;
    try {
        auto key = cache_.find(*shown);
        return key && access::is_secret_of(*key, shown->secret) ? key : nullptr;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        throw HttpError(503, "the API key cannot be checked while the database is away",
                        {{"Retry-After", retry_seconds_while_away}});
    }
}

void Authenticator::remember_use(const ApiKey& key) {
    const Timestamp time = std::chrono::floor<std::chrono::minutes>(now_());
    if (key.last_used_at && *key.last_used_at >= time) return;
    const std::lock_guard lock(uses_mutex_);
    if (uses_.size() >= max_uses && !uses_.contains(key.id)) return;
    Timestamp& last = uses_[key.id];
    last = std::max(last, time);
}

void Authenticator::flush_last_used() {
    access::LastUses uses;
    {
        const std::lock_guard lock(uses_mutex_);
        uses.swap(uses_);
    }
    try {
        keys_.touch(uses);
    } catch (...) {
        const std::lock_guard lock(uses_mutex_);
        uses_.merge(uses);  // keeps those that came in the meantime, which are later
        throw;
    }
}

std::optional<Error> listening_fault(std::string_view host, AuthMode mode,
                                     std::optional<std::int64_t> usable_keys) {
    if (mode == AuthMode::none || usable_keys.value_or(1) > 0) return std::nullopt;
    const auto address = IpAddress::parse(host);
    if (equals_ignoring_case(host, "localhost") || (address && is_loopback(*address))) return std::nullopt;
    return Error(
        ErrorKind::failure,
        "there is no API key, so nobody could use the API on " + printable(host.substr(0, 100)),
        "make one with: qrgen apikey create NAME --scope admin; or let everybody in with --auth none");
}

}  // namespace qrgen::daemon
