// SPDX-License-Identifier: MIT
#include "core/store/schema.hpp"

#include <fstream>

#include "core/store/dialect.hpp"
#include "core/store/session.hpp"
#include "core/store/sql.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

constexpr Migration first{1, "first", "aaaa",
                          "-- it's a comment: dropped\n"
                          "CREATE TABLE one (\n    -- inside, too: :x\n    a TEXT)\n"
                          "-- next\n"
                          "INSERT INTO one VALUES (':colon; and -- no comment')\n"};
constexpr Migration second{2, "second", "bbbb", "CREATE TABLE two (a TEXT)\n"};
constexpr Migration broken{2, "broken", "cccc", "CREATE TABLE two (a TEXT)\n-- next\nCREATE NONSENSE\n"};

// Migrations of the test's own, on a database without schema.
class SchemaTest : public testing::Test {
  protected:
    // In a transaction of its own; the version that was applied, 0 for none.
    int apply_next(std::vector<Migration> known) {
        int version = 0;
        in_transaction([&](Transaction& transaction) {
            const auto state = apply_next_migration(transaction, known);
            version = state ? state->version : 0;
        });
        return version;
    }

    std::size_t count_applied(std::vector<Migration> known) {
        std::size_t count = 0;
        in_transaction([&](Transaction& transaction) {
            for (const auto& state : read_migration_states(transaction, known))
                count += state.applied_at ? 1U : 0U;
        });
        return count;
    }

    void in_transaction(const std::function<void(Transaction&)>& work) {
        const DatabaseUrl url = DatabaseUrl::parse(database_.url());
        const auto session = open_session(url);  // closing it rolls back
        const std::string place = place_of(url);
        Transaction transaction(*session, dialect_of(url.backend), place);
        execute(transaction, transaction.dialect().begin_write);
        work(transaction);
        execute(transaction, "COMMIT");
    }

    TestDatabase database_;
};

TEST_F(SchemaTest, AppliesOneAfterTheOtherInOrder) {
    EXPECT_EQ(apply_next({first, second}), 1);
    EXPECT_EQ(count_applied({first, second}), 1U);
    EXPECT_EQ(apply_next({first, second}), 2);
    EXPECT_EQ(apply_next({first, second}), 0);
    EXPECT_EQ(count_applied({first, second}), 2U);
    EXPECT_EQ(database_.run("SELECT name FROM schema_migrations WHERE version = 2"), "second");
}

TEST_F(SchemaTest, StatementsAreSplitAtTheMarkerOnly) {
    apply_next({first});
    EXPECT_EQ(database_.run("SELECT a FROM one"), ":colon; and -- no comment");
}

TEST_F(SchemaTest, ABrokenMigrationLeavesNothingBehind) {
    apply_next({first, broken});
    EXPECT_THROW(apply_next({first, broken}), Error);
    EXPECT_EQ(count_applied({first, broken}), 1U);
    EXPECT_EQ(apply_next({first, second}), 2);  // the table "two" is not there yet
}

TEST_F(SchemaTest, AMigrationThatTheDatabaseLacksInTheMiddleIsApplied) {
    apply_next({second});
    EXPECT_EQ(apply_next({first, second}), 1);
    EXPECT_EQ(apply_next({first, second}), 0);
}

TEST_F(SchemaTest, AMigrationThatTheBinaryLacksInTheMiddleIsRefused) {
    apply_next({first, second});
    EXPECT_EQ(error_of([&] { count_applied({second}); }).message().substr(0, 11), "migration 1");
}

TEST_F(SchemaTest, AnSqliteFileOfAnotherProgramIsLeftAlone) {
    if (is_postgresql()) GTEST_SKIP() << "a server's database may be shared";
    database_.run("CREATE TABLE bookmarks (a TEXT)");
    const Error error = error_of([&] { apply_next({first}); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_THAT(error.message(), testing::HasSubstr("belongs to another program"));
    Store store(DatabaseUrl::parse(database_.url()));
    EXPECT_EQ(error_of([&] { store.read([](Transaction&) {}); }).kind(), ErrorKind::unavailable);
    EXPECT_EQ(database_.run("SELECT count(*) FROM sqlite_schema"), "1");
    EXPECT_EQ(database_.run("PRAGMA journal_mode"), "delete");
}

TEST_F(SchemaTest, APostgresqlDatabaseMayHoldOtherTables) {
    if (!is_postgresql()) GTEST_SKIP();
    database_.run("CREATE TABLE bookmarks (a TEXT)");
    EXPECT_EQ(apply_next({first}), 1);
}

TEST(EmbeddedMigrations, AreNumberedWithoutGapsAndNamedAlike) {
    const auto sqlite = embedded_migrations(Backend::sqlite);
    const auto postgresql = embedded_migrations(Backend::postgresql);
    ASSERT_EQ(sqlite.size(), postgresql.size());
    for (std::size_t i = 0; i < sqlite.size(); ++i) {
        EXPECT_EQ(sqlite[i].version, static_cast<int>(i) + 1);
        EXPECT_EQ(postgresql[i].version, sqlite[i].version);
        EXPECT_STREQ(postgresql[i].name, sqlite[i].name);
        EXPECT_STRNE(postgresql[i].checksum, sqlite[i].checksum);
    }
}

}  // namespace
}  // namespace qrgen::store
