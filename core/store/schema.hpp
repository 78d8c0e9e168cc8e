// SPDX-License-Identifier: MIT
//
// What the table schema_migrations says about a database, and changing it.
#pragma once

#include <span>
#include <vector>

#include "core/store/migrator.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct Migration {
    int version;
    const char* name;
    const char* checksum;  // SHA-256 of the file, in hexadecimal
    const char* sql;       // statements, with lines "-- next" between them
};

/// Those embedded into the binary, in order of their versions.
std::span<const Migration> embedded_migrations(Backend backend) noexcept;

/// For each of `known` whether it was applied. Throws Error(unavailable) if the database has other ones than
/// those, or if it is an SQLite file of another program.
std::vector<MigrationState> read_migration_states(Transaction& transaction, std::span<const Migration> known);

/// Applies the first of `known` that is pending, and says which that was; nullopt if all are applied.
std::optional<MigrationState> apply_next_migration(Transaction& transaction,
                                                   std::span<const Migration> known);

}  // namespace qrgen::store
