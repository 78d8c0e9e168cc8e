// SPDX-License-Identifier: MIT
//
// A database of its own for each test: a file in a temporary directory, or, if QRGEN_TEST_POSTGRESQL_URL is
// set, a database on that server.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/codes/code.hpp"
#include "core/store/migrator.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"

namespace qrgen::store {

bool is_postgresql();

/// A directory that is removed with all its contents.
class TemporaryDirectory {
  public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    std::string path(const std::string& name = {}) const { return path_ + (name.empty() ? "" : "/" + name); }

  private:
    std::string path_;
};

/// The parts of a PostgreSQL URL.
struct ServerUrl {
    std::string user, password, host, port, database;
    std::string text() const;
};

/// Runs statements on a session of its own on the database with this URL, past the store; returns the first column of the
/// last row.
std::string run_on(const std::string& url, const std::string& sql);

class TestDatabase {
  public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    /// As a user would write it.
    std::string url() const;
    ServerUrl server_url() const;  // PostgreSQL only
    std::string file() const;      // SQLite only

    /// run_on() this database.
    std::string run(const std::string& sql) const;

  private:
    TemporaryDirectory directory_;
    std::string name_;
};

/// A database with the schema, and a store on it.
class StoreTest : public testing::Test {
  protected:
    StoreTest();

    void insert(const codes::Code& code);
    void update(const codes::Code& code);
    std::optional<codes::Code> find(const std::string& reference, Deleted deleted = Deleted::excluded);
    codes::CodePage list(const codes::CodeQuery& query = {});
    std::unique_ptr<Store> open_store(StoreOptions options = {}) const;

    TestDatabase database_;
    std::unique_ptr<Store> store_;
};

/// Deterministic: number 7 is the seventh UUID, created at 00:00:07, a dynamic code with the short id "s7".
codes::Code make_code(int number);
Timestamp time_of(int number);
std::string id_of(int number);

/// All members, for EXPECT_EQ with a readable difference.
std::string describe(const codes::Code& code);
std::vector<std::string> ids_of(const codes::CodePage& page);

/// Runs `action`, which must throw an Error, and returns that.
Error error_of(const std::function<void()>& action);

/// Runs `action` in a process of its own, which has given up root's rights if `user` says so, and returns
/// what it returned, or the message of its Error.
enum class User { same, unprivileged };
std::string in_child(User user, const std::function<std::string()>& action);

/// As in_child, `count` processes at the same moment.
std::vector<std::string> in_children(int count, const std::function<std::string()>& action);

}  // namespace qrgen::store
