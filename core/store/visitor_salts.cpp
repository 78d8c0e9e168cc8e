// SPDX-License-Identifier: MIT
#include "core/store/visitor_salts.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

std::optional<std::string> find_salt(Transaction& transaction, std::chrono::sys_days day) {
    std::optional<std::string> salt;
    query(transaction, "SELECT salt FROM visitor_salts WHERE day = :day", {day_text(day)}, 1,
          [&](Row& row) { salt = std::move(row[0]); });
    return salt;
}

HashKey key_of(const std::string& text) {
    const auto bytes = from_base64(text);
    HashKey key{};
    if (!bytes || bytes->size() != key.size())
        throw Error(ErrorKind::failure, "the database holds a salt that this qrgen does not understand");
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

}  // namespace

HashKey agreed_salt(Store& store, std::chrono::sys_days day, const HashKey& proposal) {
    std::optional<std::string> salt;
    store.read([&](Transaction& transaction) { salt = find_salt(transaction, day); });
    if (salt) return key_of(*salt);
    store.write([&](Transaction& transaction) {
        execute(transaction,
                "INSERT INTO visitor_salts (day, salt) VALUES (:day, :salt) ON CONFLICT DO NOTHING",
                {day_text(day), to_base64(std::string(proposal.begin(), proposal.end()))});
        salt = find_salt(transaction, day);
    });
    return key_of(salt.value_or(""));
}

}  // namespace qrgen::store
