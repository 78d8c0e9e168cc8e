// SPDX-License-Identifier: MIT
#include "core/store/migrator.hpp"

#include <algorithm>
#include <filesystem>

#include "core/store/schema.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

// A database without schema.
class MigratorTest : public testing::Test {
  protected:
    Error read_error() {
        Store store(DatabaseUrl::parse(database_.url()));
        return error_of([&] { store.read([](Transaction&) {}); });
    }

    TestDatabase database_;
    Store store_{DatabaseUrl::parse(database_.url())};
    Migrator migrator_{store_};
};

TEST_F(MigratorTest, AtFirstAllIsPendingAndLookingChangesNothing) {
    const auto states = migrator_.status();
    ASSERT_FALSE(states.empty());
    EXPECT_EQ(states[0].version, 1);
    EXPECT_EQ(states[0].name, "codes");
    EXPECT_EQ(states[0].checksum.size(), 64U);
    EXPECT_FALSE(states[0].applied_at);
    if (is_postgresql()) {
        EXPECT_EQ(database_.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    } else {
        EXPECT_FALSE(std::filesystem::exists(database_.file()));
    }
}

TEST_F(MigratorTest, UpAppliesWhatIsPendingOnce) {
    const Timestamp before = system_now();
    const auto applied = migrator_.up();
    ASSERT_EQ(applied.size(), migrator_.status().size());
    EXPECT_EQ(applied[0].version, 1);
    EXPECT_GE(applied[0].applied_at.value(), before);
    EXPECT_LE(applied[0].applied_at.value(), system_now());
    EXPECT_TRUE(migrator_.up().empty());
    EXPECT_EQ(migrator_.status()[0].applied_at, applied[0].applied_at);
}

// On SQLite they can come to share the work.
TEST_F(MigratorTest, ProcessesThatMigrateAtOnceDoItOnce) {
    const auto results = in_children(5, [this] {
        Store store(DatabaseUrl::parse(database_.url()));
        return std::to_string(Migrator(store).up().size());
    });
    std::size_t applied = 0;
    for (const std::string& result : results) applied += std::stoul(result);
    EXPECT_EQ(applied, migrator_.status().size()) << testing::PrintToString(results);
    EXPECT_TRUE(migrator_.status().back().applied_at);
}

TEST_F(MigratorTest, TheLockIsGivenBackThoughTheSessionLivesOn) {
    if (!is_postgresql()) GTEST_SKIP() << "the lock ends with the transaction";
    migrator_.up();
    EXPECT_EQ(
        database_.run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                      "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
        "0");
}

TEST_F(MigratorTest, ProcessesThatUseANewFileAtOnceAllSucceed) {
    if (is_postgresql()) GTEST_SKIP() << "migrates only when told to";
    const auto results = in_children(5, [this] {
        Store store(DatabaseUrl::parse(database_.url()));
        store.write([](Transaction& transaction) { CodeTable(transaction).list({}); });
        return std::string("fine");
    });
    EXPECT_THAT(results, testing::Each("fine"));
    EXPECT_EQ(database_.run("PRAGMA journal_mode"), "wal");
}

TEST_F(MigratorTest, AStoreRefusesOrMakesAMissingSchema) {
    if (!is_postgresql()) {
        EXPECT_NO_THROW(store_.read([](Transaction&) {}));
        EXPECT_TRUE(migrator_.status()[0].applied_at);
        return;
    }
    const Error error = read_error();
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), testing::StartsWith("the database has no qrgen schema ("));
    EXPECT_EQ(error.hint(), "run: qrgen migrate up");
    EXPECT_EQ(error_of([&] { store_.write([](Transaction&) {}); }).kind(), ErrorKind::unavailable);
}

TEST_F(MigratorTest, AStoreThatWasRefusedWorksAfterMigration) {
    if (is_postgresql()) {
        EXPECT_THROW(store_.read([](Transaction&) {}), Error);
    }
    migrator_.up();
    EXPECT_NO_THROW(store_.read([](Transaction&) {}));
}

TEST_F(MigratorTest, ANewerSchemaIsRefused) {
    migrator_.up();
    database_.run("INSERT INTO schema_migrations VALUES (999, 'future', 'x', '2030-01-01T00:00:00.000000Z')");
    const std::string newest = std::to_string(embedded_migrations(store_.backend()).back().version);
    const Error error = read_error();
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.message(),
              "the schema of the database (version 999) is newer than this qrgen knows (" + newest + ")");
    EXPECT_EQ(error.hint(), "upgrade qrgen");
    EXPECT_EQ(error_of([&] { migrator_.status(); }).kind(), ErrorKind::unavailable);
    EXPECT_EQ(error_of([&] { migrator_.up(); }).kind(), ErrorKind::unavailable);
}

TEST_F(MigratorTest, AnotherChecksumIsRefused) {
    migrator_.up();
    database_.run("UPDATE schema_migrations SET checksum = 'edited' WHERE version = 1");
    const Error error = read_error();
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.message(), "migration 1 of the database is not the one that this qrgen has");
    EXPECT_FALSE(error.hint().empty());
    EXPECT_EQ(error_of([&] { migrator_.status(); }).kind(), ErrorKind::unavailable);
    EXPECT_EQ(error_of([&] { migrator_.up(); }).kind(), ErrorKind::unavailable);
}

}  // namespace
}  // namespace qrgen::store
