// SPDX-License-Identifier: MIT
#include "core/store/dialect.hpp"

namespace qrgen::store {
namespace {

constexpr Dialect sqlite{
    .backend = Backend::sqlite,
    .begin_read = "BEGIN",
    .begin_write = "BEGIN IMMEDIATE",
    .row_lock = "",
    .counter_lock = "",
    .nulls_first = "",  // SQLite takes NULL for less than everything
    .nulls_last = "",
    .position = "instr",
    .time_start = "",
    .time_end = "",
    .day_start = "",
    .day_end = "",
    .json_rows_start = "json_each(",
    .json_rows_end = ") AS list",
    .among_start = " IN (",
    .among_end = ")",
    .uuid_type = "text",
    .time_type = "text",
    .day_type = "text",
    .count_tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :name",
    .lock_migrations = "",
    .unlock_migrations = "",
    .lock_rollups = "",
    .lock_purge = "",
    .try_lock_purge = "SELECT 1",
    .server_version = "SELECT sqlite_version()",
};

// The keys of the locks are arbitrary, but the same in every version of qrgen: "qrgen" in ASCII, and the
// next.
constexpr Dialect postgresql{
    .backend = Backend::postgresql,
    .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    .begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED",
    .row_lock = " FOR UPDATE",
    .counter_lock = " FOR NO KEY UPDATE",
    .nulls_first = " NULLS FIRST",
    .nulls_last = " NULLS LAST",
    .position = "strpos",
    .time_start = "to_char(",
    .time_end = R"( AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))",
    .day_start = "to_char(",
    .day_end = ", 'YYYY-MM-DD')",
    .json_rows_start = "jsonb_array_elements(CAST(",
    .json_rows_end = " AS jsonb)) AS list (value)",
    // With IN it would read the whole table, as long as that is not large.
    .among_start = " = ANY (ARRAY(",
    .among_end = "))",
    .uuid_type = "uuid",
    .time_type = "timestamptz",
    .day_type = "date",
    .count_tables = "SELECT count(*) FROM pg_class WHERE oid = to_regclass(:name)",
    .lock_migrations = "SELECT pg_advisory_lock(487250683246)",
    .unlock_migrations = "SELECT pg_advisory_unlock(487250683246)",
    .lock_rollups = "SELECT 1 FROM pg_advisory_xact_lock(487250683247)",
    .lock_purge = "SELECT 1 FROM pg_advisory_xact_lock(487250683248)",
    .try_lock_purge = "SELECT CAST(pg_try_advisory_xact_lock(487250683248) AS integer)",
    .server_version = "SHOW server_version",
};

}  // namespace

const Dialect& dialect_of(Backend backend) noexcept {
    return backend == Backend::sqlite ? sqlite : postgresql;
}

}  // namespace qrgen::store
