// SPDX-License-Identifier: MIT
#include <atomic>
#include <latch>
#include <thread>

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using codes::CodeType;

class ConcurrencyTest : public StoreTest {
  protected:
    // Runs work(0) … work(count - 1) at the same time.
    static void in_threads(int count, const std::function<void(int)>& work) {
        std::latch start(count);
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i) {
            threads.emplace_back([&, i] {
                start.arrive_and_wait();
                work(i);
            });
        }
        for (std::thread& thread : threads) thread.join();
    }

    static void insert_into(Store& store, const Code& code) {
        store.write([&](Transaction& transaction) { CodeTable(transaction).insert(code); });
    }

    static void remove_from(Store& store, const std::string& id) {
        store.write([&](Transaction& transaction) {
            CodeTable table(transaction);
            Code code = table.find(id, Deleted::excluded, RowLock::for_update).value();
            code.deleted_at = time_of(1);
            table.update(code);
        });
    }

    std::int64_t count_rows(const std::string& where) {
        return std::stoll(database_.run("SELECT count(*) FROM qr_codes WHERE deleted_at IS NULL" + where));
    }
};

TEST_F(ConcurrencyTest, OfManyThatWantOneShortIdExactlyOneGetsIt) {
    const auto other = open_store();
    std::atomic<int> winners = 0;
    std::atomic<int> losers = 0;
    in_threads(8, [&](int i) {
        Code code = make_code(i + 1);
        code.short_id = "wanted";
        try {
            insert_into(i % 2 == 0 ? *store_ : *other, code);
            ++winners;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::conflict);
            EXPECT_EQ(error.message(), "the short id is taken already");
            ++losers;
        }
    });
    EXPECT_EQ(winners, 1);
    EXPECT_EQ(losers, 7);
    EXPECT_EQ(list().total, 1);
}

TEST_F(ConcurrencyTest, TheTotalStaysExactWhateverHappensAtOnce) {
    const auto other = open_store();
    constexpr int threads = 6;
    constexpr int each = 12;
    in_threads(threads, [&](int thread) {
        Store& store = thread % 2 == 0 ? *store_ : *other;
        for (int i = 0; i < each; ++i) {
            Code code = make_code(thread * 100 + i + 1);
            if (i % 2 == 0) code.type = CodeType::static_code;
            insert_into(store, code);
            if (i % 3 == 0) remove_from(store, code.id);
            if (i % 4 == 0) {
                EXPECT_THROW(insert_into(store, code), Error);
            }
            if (i % 5 == 0) {
                EXPECT_THROW(store.write([&](Transaction& transaction) {
                    CodeTable(transaction).insert(make_code(thread * 100 + 50 + i));
                    throw std::runtime_error("changed my mind");
                }),
                             std::runtime_error);
            }
        }
    });
    EXPECT_EQ(list().total, threads * each * 2 / 3);
    EXPECT_EQ(list().total, count_rows(""));
    EXPECT_EQ(list({.type = CodeType::static_code}).total, count_rows(" AND qr_type = 'static'"));
    EXPECT_EQ(list({.type = CodeType::dynamic_code}).total, count_rows(" AND qr_type = 'dynamic'"));
}

TEST_F(ConcurrencyTest, TheTotalFollowsChangesMadeBySqlOfOthers) {
    for (int i = 1; i <= 10; ++i) insert(make_code(i));
    database_.run("UPDATE qr_codes SET qr_type = 'static' WHERE short_id IN ('s1', 's2', 's3')");
    database_.run("UPDATE qr_codes SET deleted_at = created_at WHERE short_id IN ('s3', 's4')");
    database_.run("DELETE FROM qr_codes WHERE short_id IN ('s4', 's5', 's6')");
    EXPECT_EQ(list().total, 6);
    EXPECT_EQ(list({.type = CodeType::static_code}).total, 2);
    EXPECT_EQ(list({.type = CodeType::dynamic_code}).total, 4);
}

TEST_F(ConcurrencyTest, ALockedRowIsNotChangedByAnother) {
    insert(make_code(1));
    const auto other = open_store();
    in_threads(4, [&](int thread) {
        for (int i = 0; i < 10; ++i) {
            (thread % 2 == 0 ? *store_ : *other).write([&](Transaction& transaction) {
                CodeTable table(transaction);
                Code code = table.find("s1", Deleted::excluded, RowLock::for_update).value();
                ++code.scan_count;
                table.update(code);
            });
        }
    });
    EXPECT_EQ(find("s1")->scan_count, 40);
}

TEST_F(ConcurrencyTest, MoreThreadsThanSessionsTakeTurns) {
    const auto small = open_store({.pool_size = 2});
    in_threads(8, [&](int thread) {
        for (int i = 0; i < 5; ++i) insert_into(*small, make_code(thread * 10 + i + 1));
    });
    EXPECT_EQ(list().total, 40);
}

TEST_F(ConcurrencyTest, ReadersGoOnWhileAWriterIsAtWork) {
    insert(make_code(1));
    const auto other = open_store();
    other->write([&](Transaction& transaction) {
        CodeTable(transaction).insert(make_code(2));
        EXPECT_EQ(list().total, 1);
    });
    EXPECT_EQ(list().total, 2);
}

}  // namespace
}  // namespace qrgen::store
