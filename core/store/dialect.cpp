// SPDX-License-Identifier: MIT
#include "core/store/dialect.hpp"

namespace qrgen::store {
namespace {

constexpr Dialect sqlite{
    .backend = Backend::sqlite,
    .begin_read = "BEGIN",
    .begin_write = "BEGIN IMMEDIATE",
    .row_lock = "",
    .nulls_first = "",  // SQLite takes NULL for less than everything
    .nulls_last = "",
    .position = "instr",
    .time_start = "",
    .time_end = "",
    .count_tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :name",
    .lock_migrations = "",
    .unlock_migrations = "",
    .server_version = "SELECT sqlite_version()",
};

// The key of the lock is arbitrary, but the same in every version of qrgen: "qrgen" in ASCII.
constexpr Dialect postgresql{
    .backend = Backend::postgresql,
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED",
    .row_lock = " FOR UPDATE",
    .nulls_first = " NULLS FIRST",
    .nulls_last = " NULLS LAST",
    .position = "strpos",
    .time_start = "to_char(",
    .time_end = R"( AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))",
    .count_tables = "SELECT count(*) FROM pg_class WHERE oid = to_regclass(:name)",
    .lock_migrations = "SELECT pg_advisory_lock(487250683246)",
    .unlock_migrations = "SELECT pg_advisory_unlock(487250683246)",
    .server_version = "SHOW server_version",
};

}  // namespace

const Dialect& dialect_of(Backend backend) noexcept {
    return backend == Backend::sqlite ? sqlite : postgresql;
}

}  // namespace qrgen::store
