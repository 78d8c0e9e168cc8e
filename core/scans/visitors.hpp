// SPDX-License-Identifier: MIT
//
// Telling people apart for one day, without knowing who they are: what a browser tells of itself is hashed
// with a salt that is made for the day, kept in the database for all processes that serve it, and thrown away
// after the day. Then nobody can find out any more which address a hash was made of, or that two days' hashes
// belong together.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/base/hash.hpp"
#include "core/base/random.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

/// Thread-safe.
class Visitors {
  public:
    explicit Visitors(RandomSource random);

    /// Who has scanned this code, for the day (UTC) of `time`: the same number for the same address and
    /// agent, different ones for different codes. `address` is the whole one, which is kept nowhere. As long
    /// as the database has not told the day's salt (it may be away), it is one of this process.
    std::int64_t visitor_of(Timestamp time, std::string_view code_id, std::string_view address,
                            std::string_view agent);

    /// Agrees with the other processes on the salts of the day of `now` and of the next one, and forgets
    /// those of earlier days. Throws as the store does.
    void agree(store::Store& store, Timestamp now);

  private:
    using Salts = std::map<std::chrono::sys_days, HashKey>;

    HashKey salt_of(std::chrono::sys_days day);
    HashKey new_salt() const;

    const RandomSource random_;
    std::shared_mutex mutex_;
    Salts salts_;                         // some of them only of this process
    std::chrono::sys_days agreed_until_;  // those of days before are everybody's
};

}  // namespace qrgen::scans
