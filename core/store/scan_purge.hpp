// SPDX-License-Identifier: MIT
//
// Removing old scans from the log. What they have added up to stays: the counters of codes and the roll-ups.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/store/store.hpp"

namespace qrgen::store {

struct PurgedScans {
    std::int64_t rows = 0;
    std::vector<std::string> partitions;  // that were dropped; their rows are among `rows`
    bool is_complete = true;              // false: others are at it, or it was told to stop
};

struct PurgeOptions {
    /// Another process that purges: take turns with it, or leave the rest to it. SQLite cannot tell.
    bool leaves_to_others = false;
    std::function<bool()> may_go_on = [] { return true; };  // asked between the steps
    int rows_at_once = 5000;
};

/// Nothing keeps others from reading and writing scans for longer than a moment: partitions of PostgreSQL
/// that are old as a whole are dropped, which waits for others but half a second at a time; the rest goes
/// row by row, some thousand in a transaction, as do partitions that cannot be dropped, for want of a
/// privilege or because they are always in use.
class ScanPurge {
  public:
    /// Of scans before that day (UTC). `store` must outlive the purge.
    ScanPurge(Store& store, std::chrono::sys_days cut);

    /// What run() would remove now. Reads the log as far as it is older, on SQLite all its times.
    PurgedScans count();

    /// Throws as Store::write(); what was removed until then stays removed.
    PurgedScans run(const PurgeOptions& options = {});

  private:
    Store& store_;
    const std::chrono::sys_days cut_;
};

/// Removes the salts of the days before today, without which nobody can find out any more who a visitor was,
/// and the visitors of the days before yesterday: those of yesterday may still wait in a journal. To be called
/// every day. Throws as Store::write().
void forget_visitors(
    Store& store, std::chrono::sys_days today,
    const std::function<bool()>& may_go_on = [] { return true; });

}  // namespace qrgen::store
