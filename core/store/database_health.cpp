// SPDX-License-Identifier: MIT
#include "core/store/database_health.hpp"

#include <algorithm>

#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

DatabaseHealth read_postgresql(Transaction& transaction) {
    DatabaseHealth health{.type = "postgresql"};
    health.active_connections =
        query_number(transaction, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
    health.size_bytes = query_number(transaction, "SELECT pg_database_size(current_database())");
    health.long_running_queries =
        query_number(transaction,
                     "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                     "state = 'active' AND query_start < now() - interval '1 minute'");
    return health;
}

DatabaseHealth read_sqlite(Transaction& transaction) {
    DatabaseHealth health{.type = "sqlite", .active_connections = 1};
    health.size_bytes =
        query_number(transaction, "PRAGMA page_count") * query_number(transaction, "PRAGMA page_size");
    return health;
}

}  // namespace

DatabaseHealth read_health(Store& store) {
    DatabaseHealth health;
    store.read([&](Transaction& transaction) {
        health = transaction.dialect().backend == Backend::sqlite ? read_sqlite(transaction)
                                                                  : read_postgresql(transaction);
        query(transaction, transaction.dialect().server_version, {}, 1,
              [&](const Row& row) { health.version = row[0].value_or(""); });
    });
    health.version.resize(std::min(health.version.find(' '), health.version.size()));
    return health;
}

}  // namespace qrgen::store
