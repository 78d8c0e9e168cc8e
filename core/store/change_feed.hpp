// SPDX-License-Identifier: MIT
//
// Tells what others change in the database, so that a long-running process can keep what it has read.
//
// PostgreSQL sends notices (migration 0002), which a session of its own listens to. It must lead to the
// server itself, not to a pooler that lends sessions by the transaction. SQLite has no notices: the pragma
// data_version is polled, which tells that another connection has written something, and then the history,
// which tells whether that was a change of codes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/base/log.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Called from the feed's thread, one at a time; must not throw.
struct ChangeListener {
    /// "code:SHORT_ID" or "key:ID" was changed, and may be read again.
    std::function<void(const std::string& notice)> changed;

    /// Anything may have changed since the last call: notices may have been missed.
    std::function<void()> lost_track;

    /// The database was reached (again). After lost_track() of the same occasion.
    std::function<void()> reached;

    /// The database cannot be reached, or not any more.
    std::function<void()> lost;
};

class ChangeFeed {
  public:
    ChangeFeed(DatabaseUrl url, ChangeListener listener, const Log& log);
    ~ChangeFeed();  // ends the thread; may take as long as an attempt to connect
    ChangeFeed(const ChangeFeed&) = delete;
    ChangeFeed& operator=(const ChangeFeed&) = delete;

    void start();

    /// Whether the database answered when it was last asked. Thread-safe.
    bool is_reachable() const noexcept;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::store
