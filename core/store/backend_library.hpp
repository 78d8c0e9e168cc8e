// SPDX-License-Identifier: MIT
//
// SOCI's database backends, loaded when the first session is opened: starting a process that needs no
// database, or only SQLite, must not pay for libpq and the 25 libraries behind it. A backend stays loaded
// until the process ends.
#pragma once

#include <string>

#include <soci/soci.h>

#include "core/store/store.hpp"

namespace qrgen::store {

/// Throws Error(unavailable), naming the Debian package, if the backend is not installed.
const soci::backend_factory& load_backend(Backend backend);

/// As above, from a library of another name. Only the system's own directories are searched, unlike by SOCI,
/// which would also take a library out of the working directory.
const soci::backend_factory& load_backend(Backend backend, const std::string& library);

/// The SQLSTATE of an error from PostgreSQL, five characters (08000 for a lost connection); empty for any
/// other error.
std::string sqlstate_of(const soci::soci_error& error);

/// SQLite's primary result code; 0 (SQLITE_OK) for any other error.
int sqlite_code_of(const soci::soci_error& error);

}  // namespace qrgen::store
