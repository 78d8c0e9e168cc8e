// SPDX-License-Identifier: MIT
#include "core/scans/scan_statistics.hpp"

#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::scans {
namespace {

using namespace std::chrono;
using store::ScanDay;
using store::ScanTable;
using store::StoreTest;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days new_year = sys_days(year(2026) / January / 1);

class ScanStatisticsTest : public StoreTest {
  protected:
    ScanStatisticsTest() {
        insert(store::make_code(1));
        insert(store::make_code(2));
    }

    void add(const std::vector<ScanEvent>& events) {
        store_->write([&](Transaction& transaction) { ScanTable(transaction).insert(as_stored(events)); });
    }
    void add_at(int number, Timestamp time, int code = 1) {
        ScanEvent event = make_scan(number, code);
        event.scanned_at = time;
        add({event});
    }

    static std::string where(int number) { return " WHERE event_id = '" + make_scan(number).event_id + "'"; }
    static std::vector<std::string> fields_of(const Error& error) {
        std::vector<std::string> fields;
        for (const Fault& fault : error.faults()) fields.push_back(fault.field);
        return fields;
    }
};

TEST_F(ScanStatisticsTest, TellWhatTheCountersSay) {
    add(make_scans(1, 9));
    add(make_scans(10, 11, 2));
    const ScanStatistics statistics = scan_statistics(*store_, "S1", {new_year, new_year});
    EXPECT_EQ(statistics.code_id, store::id_of(1));
    EXPECT_EQ(statistics.total_scans, 9);
    EXPECT_EQ(statistics.genuine_scans, 3);
    EXPECT_EQ(statistics.first_genuine_scan_at, make_scan(3).scanned_at);
    EXPECT_EQ(statistics.last_scan_at, make_scan(9).scanned_at);
    EXPECT_EQ(statistics.last_genuine_scan_at, make_scan(9).scanned_at);
    EXPECT_THAT(statistics.days, ElementsAre(ScanDay{new_year, {9, 3}}));
    EXPECT_THAT(statistics.devices, ElementsAre(NameCount{"Unknown", 9}));
}

TEST_F(ScanStatisticsTest, DaysHaveNoGaps) {
    add_at(1, new_year + hours(23));
    add_at(2, new_year + days(3));
    const ScanStatistics statistics =
        scan_statistics(*store_, "s1", {new_year - days(1), new_year + days(4)});
    std::vector<std::int64_t> scans;
    sys_days day = new_year - days(1);
    for (const ScanDay& each : statistics.days) {
        EXPECT_EQ(each.day, day);
        scans.push_back(each.totals.scans);
        day += days(1);
    }
    EXPECT_THAT(scans, ElementsAre(0, 1, 0, 0, 1, 0));
}

TEST_F(ScanStatisticsTest, ACodeThatIsNotThereHasNone) {
    const Period period{new_year, new_year};
    EXPECT_EQ(store::error_of([&] { scan_statistics(*store_, "nothing", period); }).kind(),
              ErrorKind::not_found);
    EXPECT_EQ(store::error_of([&] { list_scans(*store_, "nothing", {}); }).kind(), ErrorKind::not_found);
}

TEST_F(ScanStatisticsTest, ScansAreListedByReference) {
    add(make_scans(1, 3));
    EXPECT_EQ(list_scans(*store_, "S1", {}).items.size(), 3U);
    EXPECT_EQ(list_scans(*store_, store::id_of(1), {.is_genuine = true, .limit = 1}).total, 1);
    EXPECT_EQ(list_scans(*store_, "s2", {}).total, 0);
}

TEST_F(ScanStatisticsTest, WhatIsKnownOfAnAgentIsRead) {
    add(make_scans(1, 2));
    database_.run(
        "UPDATE scan_logs SET country = 'DE', device_family = 'iPhone', os_family = 'iOS', os_version = "
        "'17.2', browser_family = "
        "'Safari', browser_version = '17', is_mobile = true, is_tablet = false, is_pc = false" +
        where(1));
    const auto page = list_scans(*store_, "s1", {});
    ASSERT_EQ(page.items.size(), 2U);
    const store::StoredScan& known = page.items[1];
    EXPECT_EQ(known.country, "DE");
    EXPECT_EQ(known.device_family, "iPhone");
    EXPECT_EQ(known.os_family, "iOS");
    EXPECT_EQ(known.os_version, "17.2");
    EXPECT_EQ(known.browser_family, "Safari");
    EXPECT_EQ(known.browser_version, "17");
    EXPECT_EQ(known.is_mobile, true);
    EXPECT_EQ(known.is_tablet, false);
    EXPECT_EQ(known.is_pc, false);
    EXPECT_EQ(known.is_bot, std::nullopt);
    const store::StoredScan& unknown = page.items[0];
    EXPECT_EQ(unknown.country, std::nullopt);
    EXPECT_EQ(unknown.device_family, std::nullopt);
    EXPECT_EQ(unknown.is_mobile, std::nullopt);
}

TEST_F(ScanStatisticsTest, WithoutDatesThePeriodEndsToday) {
    const auto today = new_year + days(40);
    EXPECT_EQ(parse_period({}, {}, today), (Period{new_year + days(11), today}));
    EXPECT_EQ(parse_period({}, "2025-12-31", today), (Period{new_year - days(30), new_year - days(1)}));
    EXPECT_EQ(parse_period("2026-01-01", {}, today), (Period{new_year, today}));
    EXPECT_EQ(parse_period("2026-01-01", "2026-01-01", today), (Period{new_year, new_year}));
    EXPECT_EQ(parse_period({}, "0001-01-05", today).first, sys_days(year(1) / January / 1));
}

TEST_F(ScanStatisticsTest, PeriodsHaveLimits) {
    EXPECT_EQ(parse_period("2021-01-01", "2026-01-01", new_year).first, sys_days(year(2021) / January / 1));
    EXPECT_NO_THROW(parse_period("2020-12-28", "2025-12-31", new_year));
    EXPECT_THAT(fields_of(store::error_of([] { parse_period("2020-12-27", "2025-12-31", new_year); })),
                ElementsAre("from"));
    EXPECT_THAT(fields_of(store::error_of([] { parse_period("2026-01-02", {}, new_year); })),
                ElementsAre("from"));
    for (const char* const text : {"", "today", "2026-1-1", "2026-02-29", "2026-01-01T00:00", "0000-12-31",
                                   "2026-01-01 ", "01/01/2026"}) {
        EXPECT_THAT(fields_of(store::error_of([&] { parse_period(text, text, new_year); })),
                    testing::UnorderedElementsAre("from", "to"))
            << text;
    }
}

}  // namespace
}  // namespace qrgen::scans
