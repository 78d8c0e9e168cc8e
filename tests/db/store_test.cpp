// SPDX-License-Identifier: MIT
#include "core/store/store.hpp"

#include <soci/soci.h>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::Code;

class StoreTransactionTest : public StoreTest {
  protected:
    void insert_in(Transaction& transaction, int number) { CodeTable(transaction).insert(make_code(number)); }
};

TEST_F(StoreTransactionTest, WhatIsWrittenIsThereForOthers) {
    insert(make_code(1));
    const auto other = open_store();
    other->read([&](Transaction& transaction) { EXPECT_TRUE(CodeTable(transaction).find("s1")); });
}

TEST_F(StoreTransactionTest, AnExceptionOfTheWorkUndoesItAndPassesUnchanged) {
    struct Mine {
        int value;
    };
    try {
        store_->write([&](Transaction& transaction) {
            insert_in(transaction, 1);
            throw Mine{42};
        });
        FAIL();
    } catch (const Mine& mine) {
        EXPECT_EQ(mine.value, 42);
    }
    EXPECT_EQ(list().total, 0);
    insert(make_code(1));
    EXPECT_EQ(list().total, 1);
}

TEST_F(StoreTransactionTest, AFailedStatementUndoesTheWholeWork) {
    insert(make_code(1));
    const Error error = error_of([&] {
        store_->write([&](Transaction& transaction) {
            insert_in(transaction, 2);
            insert_in(transaction, 1);
        });
    });
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_EQ(list().total, 1);
}

TEST_F(StoreTransactionTest, WorkThatSwallowsAnErrorStillFails) {
    insert(make_code(1));
    const Error error = error_of([&] {
        store_->write([&](Transaction& transaction) {
            insert_in(transaction, 2);
            EXPECT_THROW(insert_in(transaction, 1), Error);
        });
    });
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_EQ(list().total, 1);
}

TEST_F(StoreTransactionTest, AReadChangesNothing) {
    EXPECT_ANY_THROW(store_->read([&](Transaction& transaction) {
        insert_in(transaction, 1);
        throw std::runtime_error("SQLite lets a reader write");
    }));
    EXPECT_EQ(list().total, 0);
}

TEST_F(StoreTransactionTest, AReadSeesOneStateThroughout) {
    insert(make_code(1));
    const auto other = open_store();
    store_->read([&](Transaction& transaction) {
        CodeTable table(transaction);
        EXPECT_EQ(table.list({}).total, 1);
        other->write([&](Transaction& writing) { CodeTable(writing).insert(make_code(2)); });
        const codes::CodePage page = table.list({});
        EXPECT_EQ(page.total, 1);
        EXPECT_EQ(page.items.size(), 1U);
    });
    EXPECT_EQ(list().total, 2);
}

TEST_F(StoreTransactionTest, ErrorsOfRawSqlAreTranslatedToo) {
    const Error error = error_of([&] {
        store_->write(
            [&](Transaction& transaction) { transaction.session() << "INSERT INTO nowhere VALUES (1)"; });
    });
    EXPECT_EQ(error.kind(), ErrorKind::failure);
    EXPECT_EQ(error.message(), is_postgresql() ? "the database refused the operation (SQLSTATE 42P01)"
                                               : "the database refused the operation (SQLite code 1)");
}

TEST_F(StoreTransactionTest, PingTellsTheVersion) {
    const std::string pattern = is_postgresql() ? "PostgreSQL 1[0-9]\\.[0-9]+" : "SQLite 3\\.[0-9]+\\.[0-9]+";
    EXPECT_THAT(store_->ping(), testing::MatchesRegex(pattern));
}

TEST_F(StoreTransactionTest, PingDoesNotCareForTheSchema) {
    const TestDatabase empty;
    Store store(DatabaseUrl::parse(empty.url()));
    EXPECT_NO_THROW(store.ping());
}

TEST_F(StoreTransactionTest, KnowsItsBackend) {
    EXPECT_EQ(store_->backend(), is_postgresql() ? Backend::postgresql : Backend::sqlite);
}

TEST_F(StoreTransactionTest, AfterAnErrorTheSessionIsUsableAgain) {
    const auto single = open_store({.pool_size = 1});
    single->write([&](Transaction& transaction) { insert_in(transaction, 1); });
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(single->write([&](Transaction& transaction) { insert_in(transaction, 1); }), Error);
    }
    single->write([&](Transaction& transaction) { insert_in(transaction, 2); });
    EXPECT_EQ(list().total, 2);
}

TEST_F(StoreTransactionTest, WaitingForASessionEndsWithUnavailable) {
    const auto single = open_store({.pool_size = 1, .lease_timeout = std::chrono::milliseconds(20)});
    single->read([&](Transaction&) {
        const Error error = error_of([&] { single->read([](Transaction&) {}); });
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_EQ(error.message(), "all connections to the database are in use");
    });
    EXPECT_NO_THROW(single->read([](Transaction&) {}));
}

TEST_F(StoreTransactionTest, TellsHowItsSessionsAreUsed) {
    const auto pair = open_store({.pool_size = 2});
    EXPECT_EQ(pair->pool_figures().in_use, 0);
    pair->read([&](Transaction&) {
        EXPECT_EQ(pair->pool_figures().in_use, 1);
        pair->read([&](Transaction&) { EXPECT_EQ(pair->pool_figures().in_use, 2); });
    });
    EXPECT_EQ(pair->pool_figures().size, 2);
    EXPECT_EQ(pair->pool_figures().in_use, 0);
    EXPECT_EQ(pair->pool_figures().waits, 0U);
}

}  // namespace
}  // namespace qrgen::store
