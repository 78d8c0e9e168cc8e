// SPDX-License-Identifier: MIT
//
// API keys as the database has them, at most a second old, so that not every request has to ask; and when the
// database is away, as it last had them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/access/api_key_service.hpp"

namespace qrgen::daemon {

/// Thread-safe. Holds at most 10,000 keys, and only those that somebody had the secret of: nobody can fill it
/// with what he guesses. Of more, the one that was asked for longest ago goes.
class KeyCache {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Clock = std::function<Time()>;
    using KeyPointer = std::shared_ptr<const access::ApiKey>;

    /// `keys` must outlive the cache.
    KeyCache(access::ApiKeySource& keys, Clock now) : keys_(keys), now_(std::move(now)) {}

    /// The key with the id of `shown`, whether or not that has the right secret and whether or not it is
    /// revoked; nullptr if there is none. While the database is away, what it said in the last 24 hours
    /// counts; if it said nothing, throws Error(unavailable). Since asking it can take long, only one caller
    /// a second does so then.
    KeyPointer find(const access::KeyText& shown);

    /// The key has changed: to be read anew.
    void forget(std::string_view id);

    /// Any key may have changed: all to be read anew. Unlike after forget(), what is known still counts if
    /// the database is away: that is why one cannot say which.
    void forget_all();

  private:
    struct Entry {
        KeyPointer key;
        Time fresh_until;
        Time answered_at;
        std::list<std::string>::iterator place;
    };

    // All with the mutex locked.
    bool may_ask();
    KeyPointer last_known(const std::string& id) const;
    void keep(const KeyPointer& key);
    void erase(const std::string& id);

    access::ApiKeySource& keys_;
    const Clock now_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::list<std::string> order_;  // of ids, the one to go first in front
    std::uint64_t generation_ = 0;  // moved by forgetting: an answer from before that is not kept
    bool is_away_ = false;          // the database, as far as was seen
    bool is_asking_ = false;        // somebody finds out whether it still is
    Time ask_again_at_{};           // not before that
};

}  // namespace qrgen::daemon
