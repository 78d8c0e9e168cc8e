// SPDX-License-Identifier: MIT
//
// A PostgreSQL database of another program, which is only ever read.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/store/sql.hpp"
#include "core/store/store.hpp"

namespace soci {
class session;
}

namespace qrgen::store {

/// One session and one read-only transaction on one consistent view, in which times are UTC. Errors are those
/// of Store::read(), with hints that fit a source. Not thread-safe.
class ForeignDatabase {
  public:
    /// Connects. Throws Error(invalid) for a URL that is not one of PostgreSQL, Error(unavailable).
    explicit ForeignDatabase(const std::string& url);
    ~ForeignDatabase();
    ForeignDatabase(const ForeignDatabase&) = delete;
    ForeignDatabase& operator=(const ForeignDatabase&) = delete;

    /// What to call it in messages, without password.
    const std::string& place() const noexcept { return place_; }

    /// Of the table or view that the search path leads to; none if there is no such table.
    std::vector<std::string> columns_of(const std::string& table);

    /// Runs a SELECT, which only ever holds constants of ours. Memory does not grow with its result.
    void read(const std::string& select, std::size_t columns, const std::function<void(Row&)>& on_row);

    /// For SELECT: a column of times, with or without zone, as RFC 3339.
    static std::string time_of(const std::string& column);

  private:
    template <typename Work>
    void run(const Work& work);

    std::string place_;
    std::unique_ptr<soci::session> session_;
    std::unique_ptr<Transaction> transaction_;
};

}  // namespace qrgen::store
