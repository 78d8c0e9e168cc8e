// SPDX-License-Identifier: MIT
#include "core/scans/scan_statistics.hpp"

#include <random>

#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::scans {
namespace {

using namespace std::chrono;
using store::ScanList;
using store::ScanTable;
using store::ScanTotals;
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
    PeriodFigures figures(const char* code, const PeriodWish& wish) {
        return code_statistics(*store_, code, {.period = wish}, new_year).figures;
    }
    static std::vector<std::int64_t> scans_of(const PeriodFigures& figures) {
        std::vector<std::int64_t> scans;
        for (const auto& step : figures.series) scans.push_back(step.scans);
        return scans;
    }
    static std::vector<std::string> ids_of(const std::vector<codes::Code>& codes) {
        std::vector<std::string> ids;
        for (const codes::Code& code : codes) ids.push_back(code.id);
        return ids;
    }
    // `code` 0: of both.
    static void expect_counted(const std::vector<ScanEvent>& events, int code, const PeriodFigures& found) {
        std::vector<store::ScanQuarters::Counts> counted(found.steps.size());
        for (const ScanEvent& event : events) {
            if (code != 0 && event.code_id != store::id_of(code)) continue;
            for (std::size_t i = 0; i < counted.size(); ++i) {
                const Step& step = found.steps[i];
                if (event.scanned_at < step.start || event.scanned_at >= step.end) continue;
                ++counted[i].scans;
                if (event.is_genuine) ++counted[i].genuine;
            }
        }
        EXPECT_TRUE(found.series == counted);
        store::ScanTotals totals;
        for (const auto& step : counted) totals += {.scans = step.scans, .genuine = step.genuine};
        EXPECT_EQ(found.totals.scans, totals.scans);
        EXPECT_EQ(found.totals.genuine, totals.genuine);
    }
};

TEST_F(ScanStatisticsTest, TellWhatTheCountersSay) {
    add(make_scans(1, 9));
    add(make_scans(10, 11, 2));
    const CodeStatistics statistics =
        code_statistics(*store_, "S1", {.period = {.period = "today"}}, new_year + hours(3));
    EXPECT_EQ(statistics.id, store::id_of(1));
    EXPECT_EQ(statistics.short_id, "s1");
    EXPECT_EQ(statistics.totals, (ScanTotals{9, 3, 0, 0}));
    EXPECT_EQ(statistics.first_scan_on, new_year);
    EXPECT_EQ(statistics.first_genuine_scan_at, make_scan(3).scanned_at);
    EXPECT_EQ(statistics.last_scan_at, make_scan(9).scanned_at);
    EXPECT_EQ(statistics.last_genuine_scan_at, make_scan(9).scanned_at);
    EXPECT_EQ(statistics.figures.totals, (ScanTotals{9, 3, 0, 0}));
    EXPECT_THAT(scans_of(statistics.figures), testing::SizeIs(24));
    EXPECT_EQ(scans_of(statistics.figures)[0], 9);
    EXPECT_THAT(statistics.figures[ScanList::devices], ElementsAre(NameCount{"Unknown", 9}));
}

TEST_F(ScanStatisticsTest, StepsWithoutScansAreThere) {
    add_at(1, new_year + hours(23));
    add_at(2, new_year + days(3));
    EXPECT_THAT(scans_of(figures("s1", {.from = "2025-12-31", .to = "2026-01-05"})),
                ElementsAre(0, 1, 0, 0, 1, 0));
    EXPECT_THAT(scans_of(figures("s2", {.from = "2025-12-31", .to = "2026-01-03"})), ElementsAre(0, 0, 0, 0));
}

TEST_F(ScanStatisticsTest, DaysAreThoseOfTheTimeZone) {
    // 23:00 in London is midnight in Berlin, and 4:45 in Kathmandu.
    add_at(1, new_year + hours(23));
    add_at(2, new_year + hours(23) - seconds(1));
    const auto scans_in = [&](const char* zone) {
        return scans_of(figures("s1", {.from = "2026-01-01", .to = "2026-01-03", .time_zone = zone}));
    };
    EXPECT_THAT(scans_in("UTC"), ElementsAre(2, 0, 0));
    EXPECT_THAT(scans_in("Europe/Berlin"), ElementsAre(1, 1, 0));
    EXPECT_THAT(scans_in("Asia/Kathmandu"), ElementsAre(0, 2, 0));
}

TEST_F(ScanStatisticsTest, ListsAreOfAllDaysThatThePeriodTouches) {
    add_at(1, new_year);
    add_at(2, new_year + days(1));
    add_at(3, new_year + days(2));
    const auto found = figures("s1", {.from = "2026-01-02T12:00Z", .to = "2026-01-02T13:00Z"});
    EXPECT_EQ(found.totals.scans, 0);
    EXPECT_EQ(found.lists_from, new_year + days(1));
    EXPECT_EQ(found.lists_to, new_year + days(1));
    EXPECT_THAT(found[ScanList::devices], ElementsAre(NameCount{"Unknown", 1}));
}

TEST_F(ScanStatisticsTest, ListsHaveTheMostFrequentFirst) {
    std::vector<store::StoredScan> scans;
    int number = 0;
    for (const char* country : {"DE", "AT", "CH", "DE", "AT", "FR"}) {
        scans.push_back({make_scan(++number)});
        scans.back().country = country;
    }
    scans.push_back({make_scan(++number)});
    scans.back().country = "US";
    scans.back().is_bot = true;
    store_->write([&](Transaction& transaction) { ScanTable(transaction).insert(scans); });
    const StatisticsWish wish{.period = {.period = "today"}, .top = 3};
    const auto found = code_statistics(*store_, "s1", wish, new_year).figures;
    EXPECT_THAT(found[ScanList::countries],
                ElementsAre(NameCount{"AT", 2}, NameCount{"DE", 2}, NameCount{"CH", 1}));
    EXPECT_EQ(found.totals.scans, 7);
    EXPECT_EQ(found.totals.bots, 1);
}

TEST_F(ScanStatisticsTest, AllTimeIsFromTheFirstScan) {
    add_at(1, new_year - days(700));
    add_at(2, new_year - days(1));
    const auto found = figures("s1", {.period = "allTime"});
    EXPECT_EQ(found.period.from, new_year - days(700));
    EXPECT_EQ(found.totals.scans, 2);
    EXPECT_EQ(found.period.interval(), Interval::month);
}

// The log itself is counted and compared.
TEST_F(ScanStatisticsTest, SeriesAreExactInAnyTimeZone) {
    std::mt19937 random(20260101);  // always the same scans
    std::vector<ScanEvent> events;
    for (int number = 1; number <= 3000; ++number) {
        ScanEvent event = make_scan(number, 1 + number % 2);
        // Half of them in the night when the clocks of Berlin are put back.
        const auto start = number % 2 == 0 ? new_year + days(298 - 1) : new_year;
        const long most = number % 2 == 0 ? 3L * 86'400 : 366L * 86'400;
        event.scanned_at = start + seconds(std::uniform_int_distribution<long>(0, most)(random));
        events.push_back(event);
    }
    add(events);
    const PeriodWish wishes[] = {
        {.from = "2026-01-01", .to = "2026-12-31"},
        {.from = "2025-12-15", .to = "2027-02-01"},
        {.from = "2026-10-25", .to = "2026-10-25"},
        {.from = "2026-10-24", .to = "2026-10-25"},
        {.from = "2026-10-24T21:15Z", .to = "2026-10-26T03:45Z"},
        {.from = "2026-03-29", .to = "2026-03-29T12:30Z"},
        {.from = "2024-02-29T07:30:00+05:45", .to = "2026-11-11"},
    };
    for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu",
                             "Pacific/Apia", "Australia/Lord_Howe", "Pacific/Chatham"}) {
        for (PeriodWish wish : wishes) {
            wish.time_zone = zone;
            SCOPED_TRACE(std::string(zone) + " " + *wish.from + ".." + *wish.to);
            expect_counted(events, 1, figures("s1", wish));
            expect_counted(events, 2, figures("s2", wish));
            expect_counted(events, 0, all_statistics(*store_, {.period = wish}, new_year).figures);
        }
    }
}

TEST_F(ScanStatisticsTest, ACodeThatIsNotThereHasNone) {
    EXPECT_EQ(store::error_of([&] { code_statistics(*store_, "nothing", {}, new_year); }).kind(),
              ErrorKind::not_found);
}

TEST_F(ScanStatisticsTest, AllCodesTogether) {
    codes::Code poster = store::make_code(3);
    poster.type = codes::CodeType::static_code;
    poster.short_id.reset();
    poster.redirect_url.reset();
    insert(poster);
    codes::Code disabled = store::make_code(4);
    disabled.status = codes::CodeStatus::disabled;
    insert(disabled);
    codes::Code gone = store::make_code(5);
    gone.deleted_at = store::time_of(6);
    gone.status = codes::CodeStatus::disabled;
    insert(gone);
    add_at(1, new_year - days(100), 1);
    add_at(2, new_year - days(5), 2);
    add_at(3, new_year - days(4), 2);
    const auto all = all_statistics(*store_, {}, new_year);
    EXPECT_EQ(all.totals.scans, 3);
    EXPECT_EQ(all.figures.totals.scans, 2);
    EXPECT_EQ(all.span->first, new_year - days(100));
    EXPECT_EQ(all.codes, (store::CodeCounts{1, 3, 1, 1}));
    EXPECT_THAT(ids_of(all.most_scanned), ElementsAre(store::id_of(2), store::id_of(1)));
    EXPECT_THAT(ids_of(all.newest),
                ElementsAre(store::id_of(4), store::id_of(3), store::id_of(2), store::id_of(1)));
    EXPECT_THAT(ids_of(all.dead), ElementsAre(store::id_of(1)));
}

TEST_F(ScanStatisticsTest, ACodeIsDeadWhenNobodyScansIt) {
    const auto dead = [&](int after, Timestamp now, int top = 10) {
        const auto all = all_statistics(*store_, {.top = top, .dead_after = after}, now);
        EXPECT_EQ(static_cast<std::size_t>(all.codes.dead) > all.dead.size(), top < all.codes.dead);
        return ids_of(all.dead);
    };
    const Timestamp made = store::time_of(2);  // the other one a second before
    EXPECT_THAT(dead(90, made + days(80)), IsEmpty());
    // Nobody ever scanned them: they count from when they were made.
    EXPECT_THAT(dead(90, made + days(91)), ElementsAre(store::id_of(1), store::id_of(2)));
    EXPECT_THAT(dead(90, made + days(91), 1), ElementsAre(store::id_of(1)));
    add_at(1, made + days(50), 1);
    EXPECT_THAT(dead(90, made + days(91)), ElementsAre(store::id_of(2)));
    EXPECT_THAT(dead(90, made + days(141)), ElementsAre(store::id_of(2), store::id_of(1)));
    EXPECT_THAT(dead(0, made + days(51)), ElementsAre(store::id_of(2), store::id_of(1)));
    EXPECT_THAT(dead(most_dead_after, made + days(51)), IsEmpty());
}

TEST_F(ScanStatisticsTest, AnEmptyInstallationHasStatisticsToo) {
    database_.run("DELETE FROM qr_history");
    database_.run("DELETE FROM qr_codes");
    const auto all = all_statistics(*store_, {.period = {.period = "allTime"}}, new_year);
    EXPECT_EQ(all.codes, store::CodeCounts{});
    EXPECT_EQ(all.span, std::nullopt);
    EXPECT_EQ(all.figures.period.from, new_year);
    EXPECT_THAT(all.most_scanned, IsEmpty());
}

}  // namespace
}  // namespace qrgen::scans
