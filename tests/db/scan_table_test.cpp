// SPDX-License-Identifier: MIT
#include "core/store/scan_table.hpp"

#include <atomic>
#include <latch>
#include <random>
#include <thread>

#include "core/store/scan_log.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/sql.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::store {
namespace {

using namespace std::chrono;
using scans::make_scan;
using scans::make_scans;
using scans::ScanEvent;
using testing::ElementsAre;

class ScanTableTest : public StoreTest {
  protected:
    ScanTableTest() {
        insert(make_code(1));
        insert(make_code(2));
    }

    static InsertedScans insert_into(Store& store, const std::vector<ScanEvent>& events) {
        InsertedScans inserted;
        store.write([&](Transaction& transaction) {
            inserted = ScanTable(transaction).insert(scans::as_stored(events));
        });
        return inserted;
    }
    std::int64_t add(const std::vector<ScanEvent>& events) { return insert_into(*store_, events).rows; }

    ScanPage page(const ScanQuery& query) {
        ScanPage page;
        store_->read([&](Transaction& transaction) { page = ScanLog(transaction).page(query); });
        return page;
    }
    std::vector<ScanDay> days(sys_days first, sys_days last) {
        std::vector<ScanDay> days;
        store_->read(
            [&](Transaction& transaction) { days = ScanRollups(transaction, id_of(1)).days(first, last); });
        return days;
    }
    ScanTotals totals(int code) {
        ScanTotals totals;
        store_->read(
            [&](Transaction& transaction) { totals = ScanRollups(transaction, id_of(code)).totals(); });
        return totals;
    }
    std::int64_t number(const std::string& sql) { return std::stoll(database_.run(sql)); }

    // Every counter and roll-up is what the rows say.
    void expect_consistent() {
        EXPECT_EQ(
            number("SELECT count(*) FROM qr_codes WHERE scan_count <> (SELECT count(*) FROM scan_logs WHERE "
                   "qr_code_id = qr_codes.id) OR genuine_scan_count <> (SELECT count(*) FROM scan_logs WHERE "
                   "qr_code_id = qr_codes.id AND is_genuine_scan)"),
            0);
        const std::string is_different = is_postgresql() ? " IS DISTINCT FROM " : " IS NOT ";
        EXPECT_EQ(
            number(
                "SELECT count(*) FROM qr_codes WHERE last_scan_at" + is_different +
                "(SELECT max(scanned_at) FROM scan_logs WHERE qr_code_id = qr_codes.id) OR "
                "first_genuine_scan_at" +
                is_different +
                "(SELECT min(scanned_at) FROM scan_logs WHERE qr_code_id = qr_codes.id AND is_genuine_scan) "
                "OR "
                "last_genuine_scan_at" +
                is_different +
                "(SELECT max(scanned_at) FROM scan_logs WHERE qr_code_id = qr_codes.id AND is_genuine_scan)"),
            0);
        for (const char* table : {"scan_days", "scan_months", "all_scan_days", "all_scan_months"}) {
            EXPECT_EQ(number(std::string("SELECT coalesce(sum(scans), 0) FROM ") + table),
                      number("SELECT count(*) FROM scan_logs"))
                << table;
            EXPECT_EQ(number(std::string("SELECT coalesce(sum(genuine_scans), 0) FROM ") + table),
                      number("SELECT count(*) FROM scan_logs WHERE is_genuine_scan"))
                << table;
        }
    }
};

// Scans without text, with all kinds of it, and at the edges of time.
std::vector<ScanEvent> special_scans() {
    std::vector<ScanEvent> events = make_scans(1, 6);
    events[0].user_agent.clear();
    events[0].ip_address.clear();
    events[0].referrer.clear();
    events[1].user_agent = R"(quotes ' " \ :colon ?mark $1 {"json": [1]})";
    events[2].user_agent = "Größe \u5927 \U0001F600 \uFFFD";
    events[3].referrer = std::string(scans::max_referrer, 'r');
    events[4].scanned_at = sys_days(year(1) / January / 1);
    events[5].scanned_at = sys_days(year(9999) / December / 31) + microseconds(86'399'999'999);
    return events;
}

TEST_F(ScanTableTest, WhatIsInsertedIsRead) {
    const auto events = special_scans();
    EXPECT_EQ(add(events), 6);
    const auto found = page({.code_id = id_of(1)});
    EXPECT_THAT(found.items, ElementsAre(events[5], events[3], events[2], events[1], events[0], events[4]));
    EXPECT_EQ(found.total, 6);
    expect_consistent();
}

TEST_F(ScanTableTest, InsertingAgainChangesNothing) {
    auto events = make_scans(1, 10);
    add(events);
    const std::string before = describe(find("s1").value());
    EXPECT_EQ(add(events), 0);
    EXPECT_EQ(describe(find("s1").value()), before);
    events = make_scans(8, 12);
    EXPECT_EQ(add(events), 2);
    EXPECT_EQ(find("s1")->scan_count, 12);
    expect_consistent();
}

TEST_F(ScanTableTest, AScanThatIsTwiceInOneBatchCountsOnce) {
    auto events = make_scans(1, 3);
    events.push_back(make_scan(2));
    EXPECT_EQ(add(events), 3);
    expect_consistent();
}

TEST_F(ScanTableTest, CountersFollow) {
    add(make_scans(4, 6));
    EXPECT_EQ(find("s1")->scan_count, 3);
    EXPECT_EQ(find("s1")->genuine_scan_count, 1);
    EXPECT_EQ(find("s1")->last_scan_at, make_scan(6).scanned_at);
    EXPECT_EQ(find("s1")->first_genuine_scan_at, make_scan(6).scanned_at);
    EXPECT_EQ(find("s1")->last_genuine_scan_at, make_scan(6).scanned_at);
    EXPECT_EQ(find("s2")->scan_count, 0);
    EXPECT_FALSE(find("s2")->last_scan_at);

    add(make_scans(1, 3));  // late ones
    EXPECT_EQ(find("s1")->last_scan_at, make_scan(6).scanned_at);
    EXPECT_EQ(find("s1")->first_genuine_scan_at, make_scan(3).scanned_at);
    EXPECT_EQ(find("s1")->last_genuine_scan_at, make_scan(6).scanned_at);
    expect_consistent();
    add({make_scan(7)});
    EXPECT_EQ(find("s1")->last_scan_at, make_scan(7).scanned_at);
    EXPECT_EQ(find("s1")->first_genuine_scan_at, make_scan(3).scanned_at);
    expect_consistent();
}

TEST_F(ScanTableTest, CountingIsNoChangeOfTheCode) {
    add(make_scans(1, 3));
    EXPECT_EQ(find("s1")->updated_at, make_code(1).updated_at);
}

TEST_F(ScanTableTest, ScansOfCodesThatAreNotThereAreRefused) {
    std::vector<ScanEvent> events = make_scans(1, 2);
    events.push_back(make_scan(3, 77));
    events.push_back(make_scan(4, 78));
    const auto inserted = insert_into(*store_, events);
    EXPECT_EQ(inserted.rows, 2);
    EXPECT_EQ(inserted.refused, 2);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs"), 2);
    EXPECT_EQ(insert_into(*store_, events).refused, 2);
    EXPECT_EQ(insert_into(*store_, {}).rows, 0);
}

TEST_F(ScanTableTest, ADeletedCodeStillCounts) {
    codes::Code code = find("s1").value();
    code.deleted_at = time_of(9);
    update(code);
    EXPECT_EQ(add(make_scans(1, 2)), 2);
    expect_consistent();
}

TEST_F(ScanTableTest, NothingIsInsertedByATransactionThatFails) {
    EXPECT_THROW(store_->write([&](Transaction& transaction) {
        ScanTable(transaction).insert(scans::as_stored(make_scans(1, 3)));
        throw std::runtime_error("changed my mind");
    }),
                 std::runtime_error);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs"), 0);
    expect_consistent();
}

TEST_F(ScanTableTest, PagesFollowEachOtherWithoutGapsOrRepeats) {
    std::vector<ScanEvent> events = make_scans(1, 30);
    for (std::size_t i = 10; i < 20; ++i) events[i].scanned_at = events[10].scanned_at;
    add(events);
    add(make_scans(31, 40, 2));
    std::vector<ScanEvent> seen;
    std::optional<ScanCursor> cursor;
    for (;;) {
        const auto next = page({.code_id = id_of(1), .before = cursor, .limit = 7});
        EXPECT_EQ(next.total, 30);
        if (next.items.empty()) break;
        seen.insert(seen.end(), next.items.begin(), next.items.end());
        cursor = ScanCursor{seen.back().scanned_at, seen.back().event_id};
    }
    std::reverse(events.begin(), events.end());
    EXPECT_EQ(seen, events);
    EXPECT_THAT(page({.code_id = id_of(1), .skip = 28}).items, ElementsAre(events[28], events[29]));
    EXPECT_TRUE(page({.code_id = id_of(1), .skip = 30}).items.empty());
    EXPECT_TRUE(page({.code_id = id_of(1), .limit = 0}).items.empty());
}

TEST_F(ScanTableTest, APageOfGenuineScansOrOfTheOthers) {
    add(make_scans(1, 10));
    auto found = page({.code_id = id_of(1), .is_genuine = true});
    EXPECT_THAT(found.items, ElementsAre(make_scan(9), make_scan(6), make_scan(3)));
    EXPECT_EQ(found.total, 3);
    found = page({.code_id = id_of(1), .is_genuine = false, .limit = 2});
    EXPECT_THAT(found.items, ElementsAre(make_scan(10), make_scan(8)));
    EXPECT_EQ(found.total, 7);
}

TEST_F(ScanTableTest, WhatIsNoIdFindsNothing) {
    add(make_scans(1, 2));
    EXPECT_EQ(page({.code_id = "s1"}).total, 0);
    EXPECT_EQ(page({.code_id = id_of(99)}).total, 0);
    const ScanQuery wanted{.code_id = id_of(1), .before = ScanCursor{time_of(1), "x"}};
    EXPECT_EQ(error_of([&] { page(wanted); }).kind(), ErrorKind::invalid);
}

TEST_F(ScanTableTest, DaysAreThoseOfUtc) {
    std::vector<ScanEvent> events = make_scans(1, 4);
    const sys_days day = year(2026) / March / 1;
    events[0].scanned_at = day - microseconds(1);
    events[1].scanned_at = day;
    events[2].scanned_at = day + hours(24) - microseconds(1);
    events[3].scanned_at = day + hours(48);
    add(events);
    add({make_scan(5, 2)});
    EXPECT_THAT(days(day - std::chrono::days(1), day + std::chrono::days(2)),
                ElementsAre(ScanDay{day - std::chrono::days(1), {1, 0}}, ScanDay{day, {2, 1}},
                            ScanDay{day + std::chrono::days(2), {1, 0}}));
    EXPECT_THAT(days(day, day), ElementsAre(ScanDay{day, {2, 1}}));
    EXPECT_EQ(totals(1), (ScanTotals{4, 1}));
    EXPECT_EQ(totals(2), (ScanTotals{1, 0}));
    EXPECT_EQ(totals(3), ScanTotals());
}

TEST_F(ScanTableTest, TheOldAndTheNewValueOfADayAddUp) {
    add(make_scans(1, 5));
    add(make_scans(3, 9));
    const sys_days day = year(2026) / January / 1;
    EXPECT_THAT(days(day, day), ElementsAre(ScanDay{day, {9, 3}}));
}

// Overlapping batches in different orders: every scan is counted once, and nobody waits for ever.
TEST_F(ScanTableTest, WritersThatMeetDoNotDeadlock) {
    for (int code = 3; code <= 10; ++code) insert(make_code(code));
    constexpr int writers = 4;
    std::vector<ScanEvent> all;
    for (int i = 1; i <= 600; ++i) all.push_back(make_scan(i, 1 + i % 10));
    std::atomic<std::int64_t> inserted = 0;
    std::latch start(writers);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            const auto store = open_store();
            auto events = all;
            std::shuffle(events.begin(), events.end(), std::minstd_rand(static_cast<unsigned>(writer)));
            start.arrive_and_wait();
            for (std::size_t i = 0; i < events.size(); i += 100) {
                const auto first = events.begin() + static_cast<std::ptrdiff_t>(i);
                inserted += insert_into(*store, {first, first + 100}).rows;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(inserted, 600);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs"), 600);
    expect_consistent();
    if (is_postgresql()) {
        database_.run("SELECT pg_stat_force_next_flush()");
        EXPECT_EQ(number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), 0);
    }
}

TEST_F(ScanTableTest, CountingDoesNotLoseAChangeOfTheCodeAtTheSameTime) {
    const auto other = open_store();
    std::thread changer([&] {
        for (int i = 0; i < 20; ++i) {
            other->write([&](Transaction& transaction) {
                CodeTable table(transaction);
                codes::Code code = table.find("s1", Deleted::excluded, RowLock::for_update).value();
                code.size += 1;
                table.update(code);
            });
        }
    });
    for (int i = 1; i <= 20; ++i) add({make_scan(i)});
    changer.join();
    EXPECT_EQ(find("s1")->scan_count, 20);
    EXPECT_EQ(find("s1")->size, make_code(1).size + 20);
}

TEST_F(ScanTableTest, AValueThatTheDatabaseRefusesIsToldApart) {
    ScanEvent event = make_scan(1);
    event.user_agent = std::string("a\0b", 3);
    if (is_postgresql()) {
        EXPECT_THROW(add({event}), RefusedValue);
    } else {
        database_.run(
            "CREATE TRIGGER refuse BEFORE INSERT ON scan_logs BEGIN SELECT RAISE(ABORT, 'not this one'); "
            "END");
        EXPECT_THROW(add({event}), RefusedValue);
    }
    expect_consistent();
}

// ---- Partitions: on SQLite there are none, and scans are stored all the same. ----

class ScanPartitionsTest : public ScanTableTest {
  protected:
    static Timestamp now() { return sys_days(year(2026) / January / 15); }

    void prepare(const std::vector<ScanEvent>& events) {
        ScanPartitions partitions(*store_, now);
        partitions.prepare(events);
        partitions.prepare(events);
    }
    std::string partitions() {
        return database_.run(
            "SELECT string_agg(inhrelid::regclass::text, ' ' ORDER BY 1) FROM (SELECT inhrelid FROM "
            "pg_inherits "
            "WHERE inhparent = 'scan_logs'::regclass) AS children");
    }
    static ScanEvent scan_in(year_month month, int number) {
        ScanEvent event = make_scan(number);
        event.scanned_at = sys_days(month / 3);
        return event;
    }
};

TEST_F(ScanPartitionsTest, OfTheBatchAndTheNextMonthAreMade) {
    const std::vector events{make_scan(1), scan_in(2025y / January, 2), scan_in(2024y / December, 3),
                             scan_in(2026y / March, 4), scan_in(2026y / April, 5)};
    prepare(events);
    EXPECT_EQ(add(events), 5);
    expect_consistent();
    if (!is_postgresql()) return;
    EXPECT_EQ(
        partitions(),
        "scan_logs_default scan_logs_y2025m01 scan_logs_y2026m01 scan_logs_y2026m02 scan_logs_y2026m03");
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs_y2026m01"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs_default"), 2);
    EXPECT_EQ(page({.code_id = id_of(1)}).items.size(), 5U);
}

TEST_F(ScanPartitionsTest, ScansOfTheMonthInTheDefaultPartitionAreNoObstacle) {
    add({make_scan(1)});
    prepare({make_scan(2)});
    EXPECT_EQ(add(make_scans(1, 2)), 1);
    expect_consistent();
    if (is_postgresql()) {
        EXPECT_EQ(partitions(), "scan_logs_default scan_logs_y2026m02");
    }
}

TEST_F(ScanPartitionsTest, TwoProcessesMayMakeThemAtOnce) {
    std::thread other([&] { prepare({make_scan(1)}); });
    prepare({make_scan(1)});
    other.join();
    EXPECT_EQ(add({make_scan(1)}), 1);
    if (is_postgresql()) {
        EXPECT_EQ(number("SELECT count(*) FROM scan_logs_default"), 0);
    }
}

TEST_F(ScanPartitionsTest, AUserWhoMayNotMakeThemStoresScansAllTheSame) {
    if (!is_postgresql()) return;
    ServerUrl url = database_.server_url();
    url.user = "writer_" + url.database;
    url.password = "pass-of-writer";
    database_.run("CREATE ROLE " + url.user + " LOGIN PASSWORD '" + url.password + "'");
    database_.run("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO " + url.user);
    {
        Store store(DatabaseUrl::parse(url.text()));
        ScanPartitions(store, now).prepare(make_scans(1, 2));
        EXPECT_EQ(insert_into(store, make_scans(1, 2)).rows, 2);
    }
    database_.run("DROP OWNED BY " + url.user);
    database_.run("DROP ROLE " + url.user);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs_default"), 2);
    expect_consistent();
}

}  // namespace
}  // namespace qrgen::store
