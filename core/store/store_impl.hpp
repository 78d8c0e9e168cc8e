// SPDX-License-Identifier: MIT
//
// What Store and Migrator share.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "core/store/dialect.hpp"
#include "core/store/schema.hpp"
#include "core/store/session_pool.hpp"
#include "core/store/store.hpp"

namespace qrgen::store {

class Store::Impl {
  public:
    using Work = std::function<void(Transaction&)>;

    Impl(DatabaseUrl url, const StoreOptions& options);

    const Dialect& dialect() const noexcept { return dialect_; }

    /// Throws if the schema is not exactly ours; migrates an SQLite file first.
    void require_schema();

    void read(const Work& work) { run_once(dialect_.begin_read, work); }
    void write(const Work& work);

    std::string ping();
    PoolFigures pool_figures() const { return pool_.figures(); }
    void suspend() noexcept { pool_.suspend(); }
    void resume() noexcept { pool_.resume(); }

    std::vector<MigrationState> migration_states();
    std::vector<MigrationState> migrate();

  private:
    SessionPool::Lease begin(const char* sql);
    void run_once(const char* begin_sql, const Work& work);
    void run_on(SessionPool::Lease& lease, const Work& work);
    void switch_to_write_ahead_log(Transaction& transaction);
    std::vector<MigrationState> apply_pending(SessionPool::Lease& lease);

    const DatabaseUrl url_;
    const std::string place_;
    const Dialect& dialect_;
    SessionPool pool_;
    std::mutex schema_mutex_;
    std::atomic<bool> has_schema_ = false;
};

}  // namespace qrgen::store
