// SPDX-License-Identifier: MIT
#include "core/store/migrator.hpp"

#include "core/store/store_impl.hpp"

namespace qrgen::store {

std::vector<MigrationState> Migrator::status() {
    return store_.impl_->migration_states();
}

std::vector<MigrationState> Migrator::up() {
    return store_.impl_->migrate();
}

}  // namespace qrgen::store
