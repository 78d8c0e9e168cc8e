// SPDX-License-Identifier: MIT
//
// The known targets in a file, so that a service that is started while the database is away still redirects.
// A line of JSON each, written to a temporary file and renamed: it is there as a whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>

#include "daemon/redirect/target_cache.hpp"

namespace qrgen::daemon {

/// Replaces the file. Throws Error(failure) with the system's reason.
void write_snapshot(const TargetCache& cache, const std::filesystem::path& file);

/// Puts what the file holds into the cache, as stale entries, and returns how many lines it understood. A
/// missing file, or lines that make no sense, are passed over: a snapshot is a help, not a source of truth.
std::size_t read_snapshot(const std::filesystem::path& file, TargetCache& cache);

}  // namespace qrgen::daemon
