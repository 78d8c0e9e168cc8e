// SPDX-License-Identifier: MIT
#include "core/store/scan_purge.hpp"

#include <atomic>
#include <thread>

#include "core/store/dialect.hpp"
#include "core/store/rollup_rebuild.hpp"
#include "core/store/scan_log.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/sql.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::store {
namespace {

using namespace std::chrono;
using scans::ScanEvent;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days cut = 2026y / January / 15;

class ScanPurgeTest : public StoreTest {
  protected:
    ScanPurgeTest() {
        for (int code = 1; code <= 3; ++code) insert(make_code(code));
    }

    static ScanEvent scan_at(Timestamp time, int number, int code = 1) {
        ScanEvent event = scans::make_scan(number, code);
        event.scanned_at = time;
        return event;
    }
    static void add_to(Store& store, const std::vector<ScanEvent>& events) {
        store.write(
            [&](Transaction& transaction) { ScanTable(transaction).insert(scans::as_stored(events)); });
    }
    void add(const std::vector<ScanEvent>& events) { add_to(*store_, events); }

    // One scan a day from 2025-11-01 to 2026-02-28 of codes 1 and 2, in the partitions of their months.
    void add_four_months() {
        std::vector<ScanEvent> events;
        int number = 0;
        for (sys_days day = 2025y / November / 1; day <= sys_days(2026y / February / 28); day += days(1)) {
            for (const int code : {1, 2}) events.push_back(scan_at(day + hours(12), ++number, code));
        }
        ScanPartitions(*store_, [] { return Timestamp(cut); }).prepare(events);
        add(events);
    }

    std::int64_t number(const std::string& sql) { return std::stoll(database_.run(sql)); }
    std::int64_t rows() { return number("SELECT count(*) FROM scan_logs"); }
    std::string oldest() {
        return database_.run("SELECT CAST(min(scanned_at) AS text) FROM scan_logs").substr(0, 10);
    }
    std::vector<std::string> partitions() {
        std::vector<std::string> names;
        store_->read([&](Transaction& transaction) {
            for (const ScanPartition& partition : scan_partitions(transaction)) {
                if (partition.month) names.push_back(partition.name);
            }
        });
        return names;
    }
    // All that the scans have added up to.
    std::string figures() {
        std::string text;
        for (const char* const sql :
             {"SELECT string_agg(CAST(scan_count AS text), ',') FROM qr_codes",
              "SELECT sum(scans) FROM scan_days", "SELECT count(*) FROM scan_days",
              "SELECT sum(scans) FROM scan_months", "SELECT sum(scans) FROM all_scan_days",
              "SELECT sum(scans) FROM all_scan_months"}) {
            std::string of_backend = sql;
            if (!is_postgresql() && of_backend.find("string_agg") != std::string::npos)
                of_backend = "SELECT group_concat(scan_count) FROM qr_codes";
            text += database_.run(of_backend) + ' ';
        }
        return text;
    }
};

TEST_F(ScanPurgeTest, OldScansGoAndWhatTheyAddedUpToStays) {
    add_four_months();
    const std::string before = figures();
    const PurgedScans purged = ScanPurge(*store_, cut).run();
    EXPECT_EQ(purged.rows, 2 * (30 + 31 + 14));
    EXPECT_TRUE(purged.is_complete);
    EXPECT_EQ(rows(), 2 * (17 + 28));
    EXPECT_EQ(oldest(), "2026-01-15");
    EXPECT_EQ(figures(), before);
    if (is_postgresql()) {
        EXPECT_THAT(purged.partitions, ElementsAre("scan_logs_y2025m11", "scan_logs_y2025m12"));
        EXPECT_THAT(partitions(), ElementsAre("scan_logs_y2026m01", "scan_logs_y2026m02"));
    } else {
        EXPECT_THAT(purged.partitions, IsEmpty());
    }
    EXPECT_EQ(ScanPurge(*store_, cut).run().rows, 0);
}

TEST_F(ScanPurgeTest, CountingTellsTheSameAndRemovesNothing) {
    add_four_months();
    const PurgedScans counted = ScanPurge(*store_, cut).count();
    EXPECT_EQ(counted.rows, 150);
    EXPECT_EQ(rows(), 240);
    const PurgedScans purged = ScanPurge(*store_, cut).run();
    EXPECT_EQ(purged.rows, counted.rows);
    EXPECT_EQ(purged.partitions, counted.partitions);
}

TEST_F(ScanPurgeTest, ScansInTheDefaultPartitionGoToo) {
    add({scan_at(sys_days(1999y / May / 5), 1), scan_at(cut - microseconds(1), 2), scan_at(cut, 3),
         scan_at(sys_days(2030y / May / 5), 4, 2)});
    EXPECT_EQ(ScanPurge(*store_, cut).run().rows, 2);
    EXPECT_EQ(oldest(), "2026-01-15");
    EXPECT_EQ(rows(), 2);
}

TEST_F(ScanPurgeTest, WhatIsMuchGoesInPieces) {
    std::vector<ScanEvent> events;
    for (int i = 1; i <= 50; ++i) {
        // Many of one moment, and of a code that has nothing else.
        const Timestamp time = i <= 20 ? Timestamp(cut - days(3)) : Timestamp(cut - hours(i));
        events.push_back(scan_at(time, i, i % 2 == 0 ? 1 : 3));
        events.push_back(scan_at(cut + hours(i), 100 + i, i % 3 == 0 ? 1 : 2));
    }
    add(events);
    int steps = 0;
    const PurgedScans purged =
        ScanPurge(*store_, cut).run({.may_go_on = [&] { return ++steps > 0; }, .rows_at_once = 7});
    EXPECT_EQ(purged.rows, 50);
    EXPECT_GE(steps, 4);
    EXPECT_EQ(rows(), 50);
    EXPECT_EQ(number("SELECT count(*) FROM scan_logs WHERE scanned_at < '2026-01-15'"), 0);
}

TEST_F(ScanPurgeTest, ItStopsWhenTold) {
    add(scans::make_scans(1, 30));
    int steps = 0;
    const PurgedScans purged =
        ScanPurge(*store_, cut).run({.may_go_on = [&] { return ++steps <= 2; }, .rows_at_once = 5});
    EXPECT_FALSE(purged.is_complete);
    EXPECT_EQ(rows(), 30 - purged.rows);
    EXPECT_GT(rows(), 0);
    EXPECT_EQ(ScanPurge(*store_, cut).run().rows + purged.rows, 30);
}

TEST_F(ScanPurgeTest, ARebuildDoesNotTakeHalfADayForAll) {
    add({scan_at(cut - days(1), 1), scan_at(cut - hours(1), 2), scan_at(cut, 3)});
    int steps = 0;
    ScanPurge(*store_, cut).run({.may_go_on = [&] { return ++steps <= 1; }, .rows_at_once = 1});
    ASSERT_EQ(rows(), 2);
    store_->write([](Transaction& transaction) { RollupRebuild(transaction).rebuild(2026y / January / 1); });
    EXPECT_EQ(number("SELECT sum(scans) FROM scan_days"), 3);
    EXPECT_EQ(number("SELECT sum(scans) FROM all_scan_months"), 3);
}

TEST_F(ScanPurgeTest, APartitionInUseGoesRowByRow) {
    if (!is_postgresql()) return;
    add_four_months();
    store_->read([&](Transaction& transaction) {
        ScanLog(transaction).page({.code_id = id_of(1), .limit = 1000});  // locks all that it reads
        const auto other = open_store();
        const PurgedScans purged = ScanPurge(*other, cut).run();
        EXPECT_EQ(purged.rows, 150);
        EXPECT_THAT(purged.partitions, IsEmpty());
    });
    EXPECT_EQ(oldest(), "2026-01-15");
    EXPECT_THAT(ScanPurge(*store_, cut).run().partitions,
                ElementsAre("scan_logs_y2025m11", "scan_logs_y2025m12"));
}

TEST_F(ScanPurgeTest, AUserWhoMayNotDropRemovesRows) {
    if (!is_postgresql()) return;
    add_four_months();
    ServerUrl url = database_.server_url();
    url.user = "cleaner_" + url.database;
    url.password = "pass-of-cleaner";
    database_.run("CREATE ROLE " + url.user + " LOGIN PASSWORD '" + url.password + "'");
    database_.run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + url.user);
    {
        Store store(DatabaseUrl::parse(url.text()));
        EXPECT_EQ(ScanPurge(store, cut).run().rows, 150);
    }
    database_.run("DROP OWNED BY " + url.user);
    database_.run("DROP ROLE " + url.user);
    EXPECT_EQ(oldest(), "2026-01-15");
}

TEST_F(ScanPurgeTest, TheWriterGoesOnMeanwhile) {
    add_four_months();
    std::atomic<bool> is_over = false;
    std::atomic<int> written = 0;
    std::thread writer([&] {
        const auto store = open_store();
        for (int i = 1; i <= 500 && !(is_over && i > 50); ++i) {
            add_to(*store, {scan_at(cut + seconds(i), 10'000 + i, 1 + i % 3)});
            ++written;
        }
    });
    const PurgedScans purged = ScanPurge(*store_, cut).run({.rows_at_once = 3});
    is_over = true;
    writer.join();
    EXPECT_EQ(purged.rows, 150);
    EXPECT_EQ(rows(), 90 + written);
    EXPECT_EQ(oldest(), "2026-01-15");
}

TEST_F(ScanPurgeTest, SeveralAtOnceRemoveEachScanOnce) {
    add_four_months();
    std::atomic<std::int64_t> removed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            const auto store = open_store();
            removed += ScanPurge(*store, cut).run({.rows_at_once = 4}).rows;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(removed, 150);
    EXPECT_EQ(rows(), 90);
}

TEST_F(ScanPurgeTest, WhoLeavesItToOthersDoesNothingWhileTheyAreAtIt) {
    if (!is_postgresql()) return;
    add_four_months();
    store_->write([&](Transaction& transaction) {
        execute(transaction, transaction.dialect().lock_purge);
        const auto other = open_store();
        const PurgedScans purged = ScanPurge(*other, cut).run({.leaves_to_others = true});
        EXPECT_FALSE(purged.is_complete);
        EXPECT_EQ(purged.rows, 0);
    });
    EXPECT_EQ(rows(), 240);
    EXPECT_EQ(ScanPurge(*store_, cut).run({.leaves_to_others = true}).rows, 150);
}

TEST_F(ScanPurgeTest, SaltsAreForgottenWithTheirDayAndVisitorsADayLater) {
    for (int day = 10; day <= 15; ++day) {
        const std::string date = "'2026-01-" + std::to_string(day) + "'";
        database_.run("INSERT INTO visitor_salts VALUES (" + date + ", 'x')");
        for (int visitor = 1; visitor <= 3; ++visitor)
            database_.run("INSERT INTO scan_visitors VALUES (" + date + ", '" + id_of(1) + "', " +
                          std::to_string(visitor) + ")");
    }
    forget_visitors(*store_, cut);
    EXPECT_EQ(number("SELECT count(*) FROM scan_visitors"), 6);
    EXPECT_EQ(number("SELECT count(*) FROM scan_visitors WHERE day < '2026-01-14'"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM visitor_salts WHERE day = '2026-01-15'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM visitor_salts"), 1);
}

TEST_F(ScanPurgeTest, ManyVisitorsAreForgottenInPieces) {
    const std::string numbers =
        is_postgresql() ? "generate_series(1, 12000) AS s (n)"
                        : "(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 12000) "
                          "SELECT n FROM s)";
    database_.run("INSERT INTO scan_visitors SELECT CAST('2026-01-01' AS " +
                  std::string(is_postgresql() ? "date" : "text") + "), qr_codes.id, n FROM qr_codes, " +
                  numbers + " WHERE short_id = 's1'");
    forget_visitors(*store_, cut);
    EXPECT_EQ(number("SELECT count(*) FROM scan_visitors"), 0);
}

}  // namespace
}  // namespace qrgen::store
