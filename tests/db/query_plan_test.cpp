// SPDX-License-Identifier: MIT
//
// What must not get slower with the number of codes must not read the whole table.
#include <soci/soci.h>

#include "core/store/scan_log.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/sql.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using codes::CodeQuery;
using codes::CodeType;

class QueryPlanTest : public StoreTest {
  protected:
    static constexpr int filled = 2000;

    QueryPlanTest() {
        store_->write([&](Transaction& transaction) {
            for (int i = 1; i <= filled; ++i) {
                Code code = make_code(i);
                if (i % 2 == 0) code.type = CodeType::static_code;
                CodeTable(transaction).insert(code);
            }
        });
        if (is_postgresql()) database_.run("ANALYZE qr_codes");
    }

    // Rows of the table of codes that `work` made the database touch.
    std::int64_t rows_touched(const std::function<void(CodeTable&)>& work) {
        return rows_touched_of("qr_codes", [&](Transaction& transaction) {
            CodeTable table(transaction);
            work(table);
        });
    }

    // The same of any table, with its partitions.
    std::int64_t rows_touched_of(const std::string& name, const std::function<void(Transaction&)>& work) {
        std::int64_t rows = -1;
        store_->read([&](Transaction& transaction) {
            const std::int64_t before = is_postgresql() ? rows_read_by_postgresql(transaction, name) : 0;
            work(transaction);
            rows = is_postgresql() ? rows_read_by_postgresql(transaction, name) - before
                                   : rows_read_by_sqlite(transaction, name);
        });
        return rows;
    }

    // 3000 of two codes, on 90 days.
    void insert_scans() {
        std::vector<scans::ScanEvent> events;
        for (int i = 1; i <= 3000; ++i) {
            events.push_back(scans::make_scan(i, 1 + i % 2));
            events.back().scanned_at += std::chrono::days(i % 90);
        }
        ScanPartitions(*store_, [&] { return events.front().scanned_at; }).prepare(events);
        store_->write(
            [&](Transaction& transaction) { ScanTable(transaction).insert(scans::as_stored(events)); });
        if (is_postgresql()) database_.run("ANALYZE scan_logs");
    }

  private:
    static std::int64_t rows_read_by_postgresql(Transaction& transaction, const std::string& name) {
        return query_number(
            transaction,
            "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables "
            "WHERE relname LIKE :pattern",
            {name + "%"});
    }

    // SQLite counts nothing: its plan for the last statement tells whether there was a scan or a sort.
    static std::int64_t rows_read_by_sqlite(Transaction& transaction, const std::string& name) {
        std::string plan;
        query(transaction, "EXPLAIN QUERY PLAN " + transaction.session().get_last_query(), {}, 4,
              [&](const Row& row) { plan += row[3].value_or("") + "\n"; });
        const bool is_walk = plan.starts_with("SCAN " + name + " USING INDEX") ||
                             plan.starts_with("SEARCH " + name + " USING");
        EXPECT_TRUE(is_walk) << plan;
        return is_walk && plan.find("TEMP B-TREE") == std::string::npos ? 1 : filled;
    }
};

TEST_F(QueryPlanTest, TheFirstPageByTimeReadsItsRowsOnly) {
    for (const bool is_descending : {false, true}) {
        for (const auto type : {std::optional<CodeType>(), std::optional(CodeType::static_code),
                                std::optional(CodeType::dynamic_code)}) {
            const CodeQuery query{.type = type, .sort_desc = is_descending, .limit = 20};
            EXPECT_LE(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.list(query).items.size(), 20U); }),
                      25);
        }
    }
}

TEST_F(QueryPlanTest, AListOfOneTypeDoesNotWalkPastTheOther) {
    database_.run("UPDATE qr_codes SET qr_type = CASE WHEN created_at < '" + format_rfc3339(time_of(1800)) +
                  "' THEN 'dynamic' ELSE 'static' END");
    if (is_postgresql()) database_.run("ANALYZE qr_codes");
    const CodeQuery query{.type = CodeType::static_code, .limit = 20};
    EXPECT_LE(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.list(query).items.size(), 20U); }), 25);
}

TEST_F(QueryPlanTest, CountingWithoutFilterReadsNoCodes) {
    if (!is_postgresql()) GTEST_SKIP() << "SQLite does not count what it reads";
    EXPECT_EQ(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.list({.limit = 0}).total, filled); }), 0);
    const CodeQuery query{.type = CodeType::static_code, .limit = 0};
    EXPECT_EQ(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.list(query).total, filled / 2); }), 0);
}

TEST_F(QueryPlanTest, FindingOneCodeReadsOneRow) {
    for (const std::string& reference : {std::string("s1234"), id_of(1234)}) {
        EXPECT_LE(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.find(reference)->id, id_of(1234)); }),
                  1);
    }
}

TEST_F(QueryPlanTest, ARangeOfTimeReadsThatRangeOnly) {
    const CodeQuery query{.created_from = time_of(1001), .created_before = time_of(1011)};
    EXPECT_LE(rows_touched([&](CodeTable& table) { EXPECT_EQ(table.list(query).total, 10); }), 25);
}

TEST_F(QueryPlanTest, APageOfScansReadsItsRowsOnly) {
    insert_scans();
    ScanQuery wanted{.code_id = id_of(1)};
    for (const auto& before :
         {std::optional<ScanCursor>(), std::optional(ScanCursor{time_of(86'400 * 40), id_of(1)})}) {
        wanted.before = before;
        // One more of each of the partitions, whose rows are merged.
        EXPECT_LE(rows_touched_of("scan_logs",
                                  [&](Transaction& transaction) {
                                      EXPECT_EQ(ScanLog(transaction).page(wanted).items.size(), 20U);
                                  }),
                  30);
    }
}

TEST_F(QueryPlanTest, WhatScansAddUpToIsReadWithoutThem) {
    insert_scans();
    const auto first = std::chrono::floor<std::chrono::days>(time_of(0));
    // Of SQLite only the plan of the last statement is known.
    EXPECT_EQ(rows_touched_of(is_postgresql() ? "scan_logs" : "scan_days",
                              [&](Transaction& transaction) {
                                  ScanRollups rollups(transaction, id_of(1));
                                  EXPECT_GT(rollups.totals().scans, 30);
                                  rollups.lists(first, first + std::chrono::days(40));
                                  rollups.quarters(first, first + std::chrono::days(40));
                              }),
              is_postgresql() ? 0 : 1);
}

// The measure itself must be able to tell a walk through the whole table.
TEST_F(QueryPlanTest, ASearchReadsEverything) {
    if (!is_postgresql()) GTEST_SKIP() << "SQLite walks along an index even then";
    EXPECT_GE(rows_touched([&](CodeTable& table) { table.list({.search = "nothing"}); }), filled);
}

TEST_F(QueryPlanTest, ASortByAnotherFieldReadsEverything) {
    EXPECT_GE(rows_touched([&](CodeTable& table) { table.list({.sort_by = "size"}); }), filled);
}

}  // namespace
}  // namespace qrgen::store
