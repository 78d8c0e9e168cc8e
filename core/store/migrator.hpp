// SPDX-License-Identifier: MIT
//
// Brings a database to the schema this binary was built for. Migrations are numbered SQL files embedded in
// the binary (core/store/migrations); once landed, a file is never edited.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

struct MigrationState {
    int version = 0;
    std::string name;                     // "codes"
    std::string checksum;                 // hexadecimal; of the SQL text
    std::optional<Timestamp> applied_at;  // none: pending
};

class Migrator {
  public:
    /// `store` must outlive the migrator.
    explicit Migrator(Store& store) : store_(store) {}

    /// All migrations this binary knows, in order. Does not change the database, not even to create its table
    /// of migrations. Throws Error(unavailable) if the schema is newer than this binary or a checksum
    /// differs.
    std::vector<MigrationState> status();

    /// Applies what is pending, each migration in a transaction of its own. Of several processes that migrate
    /// at once, all but one wait, and no migration is applied twice. Returns what it applied.
    std::vector<MigrationState> up();

  private:
    Store& store_;
};

}  // namespace qrgen::store
