// SPDX-License-Identifier: MIT
//
// Lends out at most a given number of sessions, opening each when first needed. It does not look at a session
// before lending it: the first statement of a transaction tells, and a dead session is then discarded.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <soci/soci.h>

#include "core/base/descriptor.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

/// Thread-safe. All leases must have ended before the pool does.
class SessionPool {
  public:
    using Session = std::unique_ptr<soci::session>;

    SessionPool(std::function<Session()> open, int size, std::chrono::milliseconds lease_timeout);

    /// A session on loan; the destructor gives it back.
    class Lease {
      public:
        Lease(SessionPool& pool, Session session, bool is_new)
            : pool_(&pool), session_(std::move(session)), is_new_(is_new) {}
        Lease(Lease&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)),
              session_(std::move(other.session_)),
              is_new_(other.is_new_) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (pool_ != nullptr) pool_->take_back(std::move(session_));
        }

        soci::session& session() const noexcept { return *session_; }
        bool is_new() const noexcept { return is_new_; }  // opened for this lease

        /// Closes the session; its place in the pool stays with the lease.
        void discard() noexcept {
            pool_->note_returned(session_.get());
            session_.reset();
        }

      private:
        friend class SessionPool;
        SessionPool* pool_;  // nullptr: moved from
        Session session_;
        bool is_new_;
    };

    /// Waits for a free session; throws Error(unavailable) when the time is over or the pool is suspended, or
    /// what opening throws.
    Lease lease();

    /// See Store.
    void suspend() noexcept;
    void resume() noexcept;

    PoolFigures figures() const;

  private:
    void take_back(Session session) noexcept;  // nullptr: there is room for a new one
    void note_lent(soci::session& session);
    void note_returned(const soci::session* session) noexcept;

    const std::function<Session()> open_;
    const std::chrono::milliseconds lease_timeout_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Session> idle_;  // its capacity is the size of the pool from the start
    // Of the sessions on loan, their sockets: duplicates, for whoever has the session may close it meanwhile.
    std::map<const soci::session*, Descriptor> sockets_;
    bool is_suspended_ = false;
    const int size_;
    std::uint64_t waits_ = 0;
    int free_;  // sessions that may still be lent out, idle or not opened yet
};

}  // namespace qrgen::store
