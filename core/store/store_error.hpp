// SPDX-License-Identifier: MIT
//
// From SOCI's exceptions to ours. What SOCI, libpq and SQLite say is only ever looked at, never passed on:
// their texts hold SQL, bound values and parts of connection strings.
#pragma once

#include <string>

#include <soci/soci.h>

#include "core/base/error.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// The transaction was fine, but met another one: it should be run again.
class RetryError : public Error {
  public:
    using Error::Error;
};

/// Throws what `error` means: an Error as Store::read() and write() promise, or a RetryError. `place` is what
/// to call the database: a file name, or a URL without password.
[[noreturn]] void throw_translated(const soci::soci_error& error, const std::string& place);

/// The same for a session that could not be opened.
[[noreturn]] void throw_connection_error(const soci::soci_error& error, Backend backend,
                                         const std::string& place);

/// Whether the session that `error` came from has lost its server.
bool is_connection_lost(const soci::soci_error& error);

}  // namespace qrgen::store
