// SPDX-License-Identifier: MIT
#include "core/access/api_key_service.hpp"

#include <algorithm>
#include <array>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/base/text.hpp"
#include "core/codes/short_id.hpp"
#include "core/store/api_key_table.hpp"

namespace qrgen::access {
namespace {

using store::ApiKeyTable;
using store::Transaction;

// 31^8 ids: even with a million keys one draw in 850,000 meets a taken one.
constexpr int max_id_draws = 10;

std::optional<std::string> name_fault(const std::string& name) {
    if (find_invalid_utf8(name)) return "is not UTF-8";
    if (printable(name) != name) return "must not hold control characters";
    if (trim(name).empty()) return "must not be empty";
    if (const std::size_t length = count_code_points(name); length > max_key_name_length) {
        return "must have at most " + std::to_string(max_key_name_length) + " characters, not " +
               std::to_string(length);
    }
    return std::nullopt;
}

// RFC 4648 section 5, without padding.
std::string to_base64url(std::string_view bytes) {
    std::string text = to_base64(bytes);
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    while (text.ends_with('=')) text.pop_back();
    return text;
}

std::string make_secret(const RandomSource& random) {
    std::array<std::uint8_t, 32> bytes{};
    random(bytes);
    return to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

ApiKey found_or_throw(std::optional<ApiKey> key, std::string_view id) {
    if (key) return *std::move(key);
    throw Error(ErrorKind::not_found, "no API key has the id '" + printable(id.substr(0, 80)) + "'",
                "qrgen apikey list shows what there is");
}

// What has not the form of an id is nothing to ask the database for.
std::optional<ApiKey> find_in(Transaction& transaction, std::string_view id) {
    return is_key_id(id) ? ApiKeyTable(transaction).find(std::string(id)) : std::nullopt;
}

}  // namespace

ApiKeyService::ApiKeyService(store::Store& store, Surroundings surroundings)
    : store_(store), surroundings_(std::move(surroundings)) {}

NewApiKey ApiKeyService::create(const std::string& name, Scope scope) {
    if (const auto fault = name_fault(name)) throw Error({Fault{"name", *fault}});
    const std::string secret = make_secret(surroundings_.random);
    ApiKey key;
    key.name = name;
    key.scope = scope;
    key.secret_hash = sha256_hex(secret);
    key.created_at = surroundings_.now();
    for (int draw = 1;; ++draw) {
        key.id = codes::make_short_id(surroundings_.random);
        try {
            store_.write([&](Transaction& transaction) { ApiKeyTable(transaction).insert(key); });
            return {key, to_text({key.id, secret})};
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::conflict || draw == max_id_draws) throw;
        }
    }
}

std::vector<ApiKey> ApiKeyService::list() {
    std::vector<ApiKey> keys;
    store_.read([&](Transaction& transaction) { keys = ApiKeyTable(transaction).list(); });
    return keys;
}

ApiKey ApiKeyService::get(std::string_view id) {
    return found_or_throw(find(id), id);
}

ApiKey ApiKeyService::revoke(std::string_view id) {
    ApiKey key;
    store_.write([&](Transaction& transaction) {
        key = found_or_throw(find_in(transaction, id), id);
        if (key.revoked_at) return;
        key.revoked_at = surroundings_.now();
        ApiKeyTable(transaction).revoke(key.id, *key.revoked_at);
    });
    return key;
}

std::int64_t ApiKeyService::count_usable() {
    std::int64_t count = 0;
    store_.read([&](Transaction& transaction) { count = ApiKeyTable(transaction).count_usable(); });
    return count;
}

std::optional<ApiKey> ApiKeyService::find(std::string_view id) {
    std::optional<ApiKey> key;
    store_.read([&](Transaction& transaction) { key = find_in(transaction, id); });
    return key;
}

void ApiKeyService::touch(const LastUses& uses) {
    if (uses.empty()) return;
    store_.write([&](Transaction& transaction) {
        ApiKeyTable table(transaction);
        for (const auto& [id, time] : uses) {
            if (is_key_id(id)) table.touch(id, std::chrono::floor<std::chrono::minutes>(time));
        }
    });
}

}  // namespace qrgen::access
