// SPDX-License-Identifier: MIT
#include "core/store/api_key_table.hpp"

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using access::ApiKey;

constexpr std::size_t columns = 7;

template <typename T>
T known(std::optional<T> value) {
    if (value) return *std::move(value);
    throw Error(ErrorKind::failure, "the database holds an API key that this qrgen does not understand",
                "upgrade qrgen");
}

Timestamp read_time(std::optional<std::string> text) {
    return known(parse_rfc3339(known(std::move(text))));
}

std::optional<Timestamp> read_optional_time(std::optional<std::string> text) {
    return text ? std::optional(read_time(std::move(text))) : std::nullopt;
}

Value optional_time(const std::optional<Timestamp>& time) {
    return time ? Value(format_rfc3339(*time)) : Value();
}

ApiKey read_key(Row& row) {
    ApiKey key;
    key.id = known(std::move(row[0]));
    key.name = known(std::move(row[1]));
    key.scope = known(access::parse_scope(known(std::move(row[2]))));
    key.secret_hash = known(std::move(row[3]));
    key.created_at = read_time(std::move(row[4]));
    key.last_used_at = read_optional_time(std::move(row[5]));
    key.revoked_at = read_optional_time(std::move(row[6]));
    return key;
}

std::vector<ApiKey> read_keys(Transaction& transaction, const std::string& condition,
                              const std::vector<Value>& values) {
    const Dialect& dialect = transaction.dialect();
    const std::string sql = "SELECT id, name, scope, secret_hash, " + dialect.read_time("created_at") + ", " +
                            dialect.read_time("last_used_at") + ", " + dialect.read_time("revoked_at") +
                            " FROM api_keys" + condition;
    std::vector<ApiKey> keys;
    query(transaction, sql, values, columns, [&](Row& row) { keys.push_back(read_key(row)); });
    return keys;
}

}  // namespace

void ApiKeyTable::insert(const ApiKey& key) {
    execute(transaction_,
            "INSERT INTO api_keys (id, name, scope, secret_hash, created_at, last_used_at, revoked_at) "
            "VALUES (:id, :name, :scope, :secret_hash, :created_at, :last_used_at, :revoked_at)",
            {key.id, key.name, std::string(to_string(key.scope)), key.secret_hash,
             format_rfc3339(key.created_at), optional_time(key.last_used_at), optional_time(key.revoked_at)});
}

std::optional<ApiKey> ApiKeyTable::find(const std::string& id) {
    std::vector<ApiKey> keys = read_keys(transaction_, " WHERE id = :id", {id});
    return keys.empty() ? std::nullopt : std::optional(std::move(keys.front()));
}

std::vector<ApiKey> ApiKeyTable::list() {
    return read_keys(transaction_, " ORDER BY created_at, id", {});
}

void ApiKeyTable::revoke(const std::string& id, Timestamp time) {
    execute(transaction_, "UPDATE api_keys SET revoked_at = :time WHERE id = :id AND revoked_at IS NULL",
            {format_rfc3339(time), id});
}

void ApiKeyTable::touch(const std::string& id, Timestamp time) {
    const std::string text = format_rfc3339(time);
    execute(transaction_,
            "UPDATE api_keys SET last_used_at = :time "
            "WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :before)",
            {text, id, text});
}

std::int64_t ApiKeyTable::count_usable() {
    return query_number(transaction_, "SELECT count(*) FROM api_keys WHERE revoked_at IS NULL");
}

}  // namespace qrgen::store
