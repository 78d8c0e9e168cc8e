// SPDX-License-Identifier: MIT
//
// Opening a session, with all that it must be told first.
#pragma once

#include <memory>
#include <string>

#include <soci/soci.h>

#include "core/base/descriptor.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// A relative name of an SQLite file counts from where the process is now, not from where it is when a
/// session is opened.
DatabaseUrl with_absolute_path(DatabaseUrl url);

/// Connects. The name of an SQLite file must be absolute; a missing file and its directories are made (for
/// this user only). Throws Error(unavailable).
std::unique_ptr<soci::session> open_session(const DatabaseUrl& url,
                                            Patience patience = Patience::of_a_command);

/// Another descriptor of the session's connection with its server; none is open for SQLite, or if there can
/// be no more of them.
Descriptor duplicate_socket(soci::session& session);

/// What messages call the database: the file, or the URL without password; safe to print.
std::string place_of(const DatabaseUrl& url);

/// Whether this is an SQLite database that does not exist yet.
bool is_missing_file(const DatabaseUrl& url);

/// Throws Error(unavailable) if a missing SQLite file could not be made because of the directory. Makes
/// nothing.
void check_can_create(const DatabaseUrl& url);

}  // namespace qrgen::store
