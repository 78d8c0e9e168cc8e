// SPDX-License-Identifier: MIT
//
// The sources that can be imported. `place` is a PostgreSQL URL or a file, "-" being standard input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/transfer/intake.hpp"
#include "core/transfer/link_rows.hpp"

namespace qrgen::transfer {

/// Whether `place` is meant to be the URL of a database.
bool is_database_url(std::string_view place);

/// An export of qrgen: NDJSON if it begins with a {, otherwise CSV.
std::unique_ptr<Source> open_own_export(const std::string& file);

/// Its database, or a CSV file of one of its tables.
std::unique_ptr<Source> open_mvp(const std::string& place);

/// Shlink: its database, or CSV. YOURLS: a dump by MySQL (*.sql), or CSV. Kutt: its database. Bitly: CSV.
/// Throws Error(invalid) for what a shortener does not have.
std::unique_ptr<Source> open_shortener(Shortener shortener, const std::string& place, const Clock& now);

}  // namespace qrgen::transfer
