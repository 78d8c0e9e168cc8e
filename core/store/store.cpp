// SPDX-License-Identifier: MIT
#include "core/store/store.hpp"

#include <algorithm>
#include <thread>

#include "core/base/error.hpp"
#include "core/store/backend_library.hpp"
#include "core/store/session.hpp"
#include "core/store/sql.hpp"
#include "core/store/store_error.hpp"
#include "core/store/store_impl.hpp"

namespace qrgen::store {
namespace {

bool is_pending(const MigrationState& state) {
    return !state.applied_at;
}

void roll_back(SessionPool::Lease& lease) noexcept {
    try {
        lease.session() << "ROLLBACK";
    } catch (const std::exception&) {
        lease.discard();  // closing it rolls back as well, whatever state it is in
    }
}

std::string first_text(Transaction& transaction, const std::string& sql) {
    std::string text;
    query(transaction, sql, {}, 1, [&](const Row& row) { text = row[0].value_or(""); });
    return text;
}

}  // namespace

Store::Impl::Impl(DatabaseUrl url, const StoreOptions& options)
    : url_(with_absolute_path(std::move(url))),
      place_(place_of(url_)),
      dialect_(dialect_of(url_.backend)),
      pool_([this, patience = options.patience] { return open_session(url_, patience); }, options.pool_size,
            options.lease_timeout) {}

// A session that sat idle may have lost its server. Each turn of the loop gets rid of one of those.
SessionPool::Lease Store::Impl::begin(const char* sql) {
    for (;;) {
        SessionPool::Lease lease = pool_.lease();
        try {
            lease.session() << sql;
            return lease;
        } catch (const soci::soci_error& error) {
            if (lease.is_new() || !is_connection_lost(error)) throw_translated(error, place_);
            lease.discard();
        }
    }
}

void Store::Impl::run_on(SessionPool::Lease& lease, const Work& work) {
    Transaction transaction(lease.session(), dialect_, place_);
    try {
        work(transaction);
    } catch (const soci::soci_error& error) {
        throw_translated(error, place_);
    }
    if (transaction.failure()) std::rethrow_exception(transaction.failure());
    execute(transaction, "COMMIT");
}

void Store::Impl::run_once(const char* begin_sql, const Work& work) {
    SessionPool::Lease lease = begin(begin_sql);
    try {
        run_on(lease, work);
    } catch (...) {
        roll_back(lease);
        throw;
    }
}

void Store::Impl::write(const Work& work) {
    constexpr int most_attempts = 3;
    for (int attempt = 1;; ++attempt) {
        try {
            return run_once(dialect_.begin_write, work);
        } catch (const RetryError&) {
            if (attempt == most_attempts) throw;
        }
    }
}

std::vector<MigrationState> Store::Impl::migration_states() {
    const auto known = embedded_migrations(url_.backend);
    std::vector<MigrationState> states;
    if (is_missing_file(url_)) {
        for (const Migration& m : known) states.push_back({m.version, m.name, m.checksum, std::nullopt});
    } else {
        read([&](Transaction& transaction) { states = read_migration_states(transaction, known); });
    }
    return states;
}

// The mode is a property of the file, set once. Two processes that try at once can get in each other's way,
// and SQLite's own waiting does not cover this case.
void Store::Impl::switch_to_write_ahead_log(Transaction& transaction) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    for (;;) {
        try {
            transaction.session() << "PRAGMA journal_mode = WAL";
            return;
        } catch (const soci::soci_error& error) {
            if (std::chrono::steady_clock::now() > deadline) throw_translated(error, place_);
            constexpr int busy = 5;
            if (sqlite_code_of(error) != busy) throw_translated(error, place_);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

std::vector<MigrationState> Store::Impl::apply_pending(SessionPool::Lease& lease) {
    Transaction session(lease.session(), dialect_, place_);
    if (url_.backend == Backend::sqlite) switch_to_write_ahead_log(session);
    if (*dialect_.lock_migrations != '\0') execute(session, dialect_.lock_migrations);
    std::vector<MigrationState> applied;
    for (bool is_done = false; !is_done;) {
        execute(session, dialect_.begin_write);
        run_on(lease, [&](Transaction& transaction) {
            const auto state = apply_next_migration(transaction, embedded_migrations(url_.backend));
            if (state) applied.push_back(*state);
            is_done = !state;
        });
    }
    if (*dialect_.unlock_migrations != '\0') execute(session, dialect_.unlock_migrations);
    return applied;
}

std::vector<MigrationState> Store::Impl::migrate() {
    const auto states = migration_states();
    if (std::none_of(states.begin(), states.end(), is_pending)) return {};
    SessionPool::Lease lease = pool_.lease();
    try {
        return apply_pending(lease);
    } catch (...) {
        lease.discard();  // rolls back, and gives the lock free
        throw;
    }
}

void Store::Impl::require_schema() {
    if (has_schema_) return;
    const std::lock_guard lock(schema_mutex_);
    if (has_schema_) return;
    const auto states = migration_states();
    const auto pending = std::find_if(states.begin(), states.end(), is_pending);
    if (pending != states.end() && url_.backend == Backend::sqlite) {
        migrate();
    } else if (pending == states.begin()) {
        throw Error(ErrorKind::unavailable, "the database has no qrgen schema (" + place_ + ")",
                    "run: qrgen migrate up");
    } else if (pending != states.end()) {
        throw Error(ErrorKind::unavailable,
                    "the schema of the database (version " + std::to_string((pending - 1)->version) +
                        ") is older than this qrgen needs (" + std::to_string(states.back().version) + ")",
                    "run: qrgen migrate up");
    }
    has_schema_ = true;
}

std::string Store::Impl::ping() {
    if (is_missing_file(url_)) {
        check_can_create(url_);
        soci::session memory(load_backend(Backend::sqlite), ":memory:");
        Transaction transaction(memory, dialect_, place_);
        return "SQLite " + first_text(transaction, dialect_.server_version);
    }
    std::string version;
    read([&](Transaction& transaction) {
        version = first_text(transaction, dialect_.server_version);
        // Only this makes SQLite look into the file.
        if (url_.backend == Backend::sqlite) query_number(transaction, "SELECT count(*) FROM sqlite_schema");
    });
    version.resize(std::min(version.find(' '), version.size()));
    return (url_.backend == Backend::sqlite ? "SQLite " : "PostgreSQL ") + version;
}

Store::Store(DatabaseUrl url, StoreOptions options)
    : impl_(std::make_unique<Impl>(std::move(url), options)) {}

Store::~Store() = default;

Backend Store::backend() const noexcept {
    return impl_->dialect().backend;
}

void Store::read(const std::function<void(Transaction&)>& work) {
    impl_->require_schema();
    impl_->read(work);
}

void Store::write(const std::function<void(Transaction&)>& work) {
    impl_->require_schema();
    impl_->write(work);
}

std::string Store::ping() {
    return impl_->ping();
}

PoolFigures Store::pool_figures() const {
    return impl_->pool_figures();
}

void Store::suspend() noexcept {
    impl_->suspend();
}

void Store::resume() noexcept {
    impl_->resume();
}

}  // namespace qrgen::store
