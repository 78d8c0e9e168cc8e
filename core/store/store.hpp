// SPDX-License-Identifier: MIT
//
// The database: PostgreSQL, or an SQLite file when nothing is configured. One code path for both; what
// differs stands in dialect.hpp. SOCI does not show outside of core/store.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/base/error.hpp"

namespace soci {
class session;
}

namespace qrgen::store {

struct Dialect;

enum class Backend { sqlite, postgresql };

/// Where the database is. Made from `sqlite:///absolute/path`, `sqlite:relative/path` or `postgresql://…`
/// (also `postgres://` and SQLAlchemy's `postgresql+driver://`). A file name is taken as it stands, without
/// percent-decoding; a relative one counts from the working directory when the Store is made.
struct DatabaseUrl {
    Backend backend = Backend::sqlite;
    std::string target =
        {};  // a file name for SQLite, a libpq connection URI for PostgreSQL; may hold a password

    /// Throws Error(invalid), field "database_url", without repeating a password.
    static DatabaseUrl parse(const std::string& url);
};

/// `url` with the password (in the authority or as a query parameter) replaced by "***", for messages. Never
/// throws; text that is no URL with a password comes back as it is.
std::string hide_password(const std::string& url);

/// Error(failure): a value breaks a rule of the database, which would refuse it again the next time.
class RefusedValue : public Error {
  public:
    using Error::Error;
};

/// What a unit of work uses to reach the tables of tables.hpp. Valid only inside of Store::read() and
/// Store::write().
class Transaction {
  public:
    /// `place` is what messages call the database; all must outlive the transaction.
    Transaction(soci::session& session, const Dialect& dialect, const std::string& place)
        : session_(session), dialect_(dialect), place_(place) {}

    soci::session& session() const noexcept { return session_; }
    const Dialect& dialect() const noexcept { return dialect_; }
    const std::string& place() const noexcept { return place_; }

    /// Set by the first statement that fails. From then on nothing of the transaction can be saved:
    /// PostgreSQL would turn its COMMIT into a rollback without a word.
    void fail(std::exception_ptr error) noexcept {
        if (!failure_) failure_ = std::move(error);
    }
    const std::exception_ptr& failure() const noexcept { return failure_; }

  private:
    soci::session& session_;
    const Dialect& dialect_;
    const std::string& place_;
    std::exception_ptr failure_;
};

/// How long to wait for a server that does not answer.
enum class Patience {
    of_a_command,  // there is nothing else to do
    of_a_service,  // others wait, and it can try again later
};

struct StoreOptions {
    int pool_size = 4;                              // sessions at most; each is opened when first needed
    std::chrono::milliseconds lease_timeout{5000};  // how long to wait for a free session
    Patience patience = Patience::of_a_command;
};

struct PoolFigures {
    int size = 0;             // sessions at most
    int in_use = 0;           // on loan now
    std::uint64_t waits = 0;  // leases that had to wait for one, since the start
};

/// Thread-safe. Opens its sessions on demand; one that turns out to be dead when a transaction begins on it
/// is replaced, so that a server that was restarted is reached anew.
class Store {
  public:
    explicit Store(DatabaseUrl url, StoreOptions options = {});
    ~Store();  // all transactions must have ended
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Backend backend() const noexcept;

    /// Runs `work` on one consistent view of the data.
    /// The schema is checked on first use: an empty or older SQLite file is migrated; otherwise a schema that
    /// is not exactly ours is Error(unavailable) with the command that mends it as hint. Database errors come
    /// out as Error: conflict (a unique value is taken), unavailable (away, read-only, busy, full, not a
    /// database), failure (anything else; RefusedValue if it was for a value); never with SQL or values in
    /// the text.
    void read(const std::function<void(Transaction&)>& work);

    /// Like read(), and makes all changes permanent when `work` returns, none when it throws. Runs `work`
    /// again (up to three times) when the database asks for that (deadlock, serialization), so it must not
    /// have effects elsewhere that cannot be repeated.
    void write(const std::function<void(Transaction&)>& work);

    /// For `config check --connect` and health checks: connects and asks something trivial, whatever the
    /// schema; returns the server's version ("PostgreSQL 15.18", "SQLite 3.40.1"). Throws Error(unavailable).
    std::string ping();

    PoolFigures pool_figures() const;

    /// The database does not answer, as somebody has found out: what waits for it fails, and so does at once
    /// whatever is begun until resume(); all with Error(unavailable). Work on an SQLite file is not cut off.
    void suspend() noexcept;
    void resume() noexcept;

  private:
    friend class Migrator;
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::store
