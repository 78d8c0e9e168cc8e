// SPDX-License-Identifier: MIT
//
// What a health check wants to know of the database.
#pragma once

#include <cstdint>
#include <string>

#include "core/store/store.hpp"

namespace qrgen::store {

struct DatabaseHealth {
    std::string type;                     // "postgresql", "sqlite"
    std::string version = {};             // "15.18"
    std::int64_t active_connections = 0;  // to this database, of anybody
    std::int64_t size_bytes = 0;
    std::int64_t long_running_queries = 0;  // for more than a minute
};

/// Throws as Store::read().
DatabaseHealth read_health(Store& store);

}  // namespace qrgen::store
