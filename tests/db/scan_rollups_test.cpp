// SPDX-License-Identifier: MIT
#include "core/store/scan_rollups.hpp"

#include <random>
#include <thread>

#include "core/store/rollup_rebuild.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_table.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::store {
namespace {

using namespace std::chrono;
using scans::make_scan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr sys_days new_year = sys_days(year(2026) / January / 1);

class ScanRollupsTest : public StoreTest {
  protected:
    ScanRollupsTest() {
        insert(make_code(1));
        insert(make_code(2));
    }

    static StoredScan scan_at(int number, Timestamp time, int code = 1) {
        StoredScan scan{make_scan(number, code)};
        scan.scanned_at = time;
        scan.is_bot = false;
        return scan;
    }
    static InsertedScans insert_into(Store& store, const std::vector<StoredScan>& scans) {
        InsertedScans inserted;
        store.write([&](Transaction& transaction) { inserted = ScanTable(transaction).insert(scans); });
        return inserted;
    }
    void add(const std::vector<StoredScan>& scans) { insert_into(*store_, scans); }

    template <typename Work>
    auto reading(std::optional<int> code, const Work& work) {
        decltype(work(std::declval<ScanRollups&>())) result{};
        store_->read([&](Transaction& transaction) {
            ScanRollups rollups(transaction, code ? std::optional(id_of(*code)) : std::nullopt);
            result = work(rollups);
        });
        return result;
    }
    ScanTotals totals(std::optional<int> code) {
        return reading(code, [](ScanRollups& rollups) { return rollups.totals(); });
    }
    NameCounts list(ScanList wanted, sys_days first = new_year, sys_days last = new_year, int code = 1) {
        return reading(code, [&](ScanRollups& rollups) { return rollups.lists(first, last)[wanted]; });
    }
    std::vector<ScanQuarter> quarters(Timestamp start, Timestamp end) {
        return reading(1, [&](ScanRollups& rollups) { return rollups.quarters(start, end); });
    }

    // What 'qrgen rollup check' finds.
    void expect_right() {
        store_->read([](Transaction& transaction) {
            RollupRebuild rebuild(transaction);
            for (const sys_days month : rebuild.months()) {
                const RollupDifferences found = rebuild.compare(month);
                EXPECT_EQ(found.different, 0);
                EXPECT_FALSE(found.has_wrong_sums);
            }
        });
    }
};

// Scans of two months and two codes, of all kinds.
std::vector<StoredScan> random_scans(int count, unsigned seed) {
    std::minstd_rand random(seed);
    std::vector<StoredScan> scans;
    for (int i = 1; i <= count; ++i) {
        StoredScan scan{make_scan(i, 1 + static_cast<int>(random() % 2))};
        scan.scanned_at = new_year + minutes(random() % (50 * 24 * 60));
        scan.visitor = static_cast<std::int64_t>(random() % 5);
        scan.is_bot = random() % 5 == 0;
        scan.is_mobile = random() % 2 == 0;
        scan.device_family = "Device";
        scan.os_family = random() % 2 == 0 ? "iOS" : "Android";
        if (random() % 2 == 0) scan.country = "DE";
        if (random() % 2 == 0) scan.referrer_host = "host" + std::to_string(random() % 3);
        scans.push_back(scan);
    }
    return scans;
}

TEST_F(ScanRollupsTest, ListsAreOfPeopleOnly) {
    std::vector<StoredScan> scans;
    for (int i = 1; i <= 4; ++i) scans.push_back(scan_at(i, new_year));
    scans[0].is_mobile = true;
    scans[0].device_family = "iPhone";
    scans[0].os_family = "iOS";
    scans[0].browser_family = "Mobile Safari";
    scans[0].country = "DE";
    scans[0].referrer_host = "example.com";
    scans[1].is_pc = true;
    scans[2].device_family = "Watch";
    scans[3].is_bot = true;
    scans[3].os_family = "Other";
    add(scans);
    EXPECT_THAT(list(ScanList::devices).counts(),
                ElementsAre(Pair("Desktop", 1), Pair("Mobile", 1), Pair("Other", 1)));
    EXPECT_THAT(list(ScanList::systems).counts(), ElementsAre(Pair("Unknown", 2), Pair("iOS", 1)));
    EXPECT_THAT(list(ScanList::browsers).counts(), ElementsAre(Pair("Mobile Safari", 1), Pair("Unknown", 2)));
    EXPECT_THAT(list(ScanList::countries).counts(), ElementsAre(Pair("DE", 1), Pair("Unknown", 2)));
    EXPECT_THAT(list(ScanList::referrers).counts(), ElementsAre(Pair("example.com", 1)));
    EXPECT_EQ(totals(1), (ScanTotals{4, 1, 1, 0}));
}

TEST_F(ScanRollupsTest, ListsOfAPeriodAreThoseOfItsMonthsAndDays) {
    int number = 0;
    for (const sys_days day : {new_year - days(1), new_year, new_year + days(30), new_year + days(31),
                               new_year + days(58), new_year + days(59), new_year + days(90)}) {
        StoredScan scan = scan_at(++number, day + hours(23));
        scan.country = std::string(1, static_cast<char>('A' + number));
        add({scan});
    }
    const auto countries = [&](sys_days first, sys_days last) {
        std::string names;
        const NameCounts found = list(ScanList::countries, first, last);
        for (const auto& [name, count] : found.counts()) names += name;
        return names;
    };
    EXPECT_EQ(countries(new_year - days(1), new_year + days(90)), "BCDEFGH");
    EXPECT_EQ(countries(new_year, new_year + days(58)), "CDEF");
    EXPECT_EQ(countries(new_year + days(1), new_year + days(59)), "DEFG");
    EXPECT_EQ(countries(new_year + days(1), new_year + days(29)), "");
    EXPECT_EQ(countries(new_year + days(31), new_year + days(58)), "EF");
    EXPECT_EQ(countries(new_year, new_year), "C");
}

TEST_F(ScanRollupsTest, VisitorsOfADayAreCountedOnce) {
    std::vector<StoredScan> scans;
    for (int i = 1; i <= 6; ++i) {
        scans.push_back(scan_at(i, new_year + hours(i)));
        scans.back().visitor = i % 2;
    }
    scans[2].scanned_at += days(1);
    scans[3].visitor.reset();
    scans[4] = scan_at(5, new_year, 2);
    scans[4].visitor = 1;
    scans[5].visitor = 9;
    scans[5].is_bot = true;
    add({scans.begin(), scans.begin() + 2});
    add(scans);
    EXPECT_EQ(totals(1).visitors, 3);
    EXPECT_EQ(totals(2).visitors, 1);
    EXPECT_EQ(totals({}).visitors, 4);
    EXPECT_EQ(database_.run("SELECT count(*) FROM scan_visitors"), "4");
}

TEST_F(ScanRollupsTest, QuartersOfAnHourAreTold) {
    add({scan_at(1, new_year + minutes(14)), scan_at(2, new_year + minutes(15)),
         scan_at(3, new_year + minutes(29)), scan_at(4, new_year + days(1) - microseconds(1)),
         scan_at(5, new_year + days(1))});
    EXPECT_THAT(
        quarters(new_year, new_year + days(2)),
        ElementsAre(ScanQuarter{new_year, {1, 0}}, ScanQuarter{new_year + minutes(15), {2, 1}},
                    ScanQuarter{new_year + minutes(1425), {1, 0}}, ScanQuarter{new_year + days(1), {1, 0}}));
    EXPECT_THAT(quarters(new_year + minutes(15), new_year + days(1) - minutes(15)),
                ElementsAre(ScanQuarter{new_year + minutes(15), {2, 1}}));
    EXPECT_THAT(quarters(new_year + minutes(16), new_year + minutes(30)), IsEmpty());
}

TEST_F(ScanRollupsTest, TheFirstAndTheLastDayAreTold) {
    EXPECT_EQ(reading({}, [](ScanRollups& rollups) { return rollups.span(); }), std::nullopt);
    add({scan_at(1, new_year), scan_at(2, new_year + days(9), 2)});
    EXPECT_EQ(reading({}, [](ScanRollups& rollups) { return rollups.span(); }),
              std::pair(new_year, new_year + days(9)));
    EXPECT_EQ(reading(2, [](ScanRollups& rollups) { return rollups.span(); }),
              std::pair(new_year + days(9), new_year + days(9)));
}

TEST_F(ScanRollupsTest, OfADayOfWhichOnlyTheNumberIsKnownScansAreAtNoon) {
    ScanRollup day{.totals = {5, 3, 0, 0}};
    day.quarters.add(0, {1, 1});
    store_->write([&](Transaction& transaction) {
        raise_rollups_to(transaction, {{{id_of(1), new_year}, day}});
    });
    EXPECT_THAT(quarters(new_year, new_year + days(1)),
                ElementsAre(ScanQuarter{new_year, {1, 1}}, ScanQuarter{new_year + hours(12), {4, 2}}));
}

TEST_F(ScanRollupsTest, WhatIsToldOfAPeriodHoldsAllNamesOfItsDays) {
    std::vector<StoredScan> scans;
    for (int i = 1; i <= 200; ++i) {
        scans.push_back(scan_at(i, new_year + days(i % 2)));
        scans.back().referrer_host = "host" + std::to_string(i);
    }
    add(scans);
    const auto hosts = list(ScanList::referrers, new_year, new_year + days(1)).counts();
    EXPECT_EQ(hosts.size(), 200U);
    EXPECT_EQ(hosts.count("Other"), 0U);
}

TEST_F(ScanRollupsTest, NoDayHoldsMoreThanSomeNames) {
    std::vector<StoredScan> scans;
    for (int i = 1; i <= 150; ++i) {
        scans.push_back(scan_at(i, new_year));
        scans.back().referrer_host = "host" + std::to_string(i);
    }
    add(scans);
    const auto hosts = list(ScanList::referrers).counts();
    EXPECT_EQ(hosts.size(), NameCounts::max_names + 1);
    EXPECT_EQ(hosts.at("Other"), 50);
    expect_right();
}

TEST_F(ScanRollupsTest, ReplaysAndPiecesInAnyOrderGiveTheSame) {
    const auto scans = random_scans(600, 1);
    for (std::size_t start = 0; start < scans.size(); start += 70) {
        const std::size_t end = std::min(scans.size(), start + 100);  // 30 of them come again
        add({scans.begin() + static_cast<std::ptrdiff_t>(start),
             scans.begin() + static_cast<std::ptrdiff_t>(end)});
    }
    const auto before = totals({});
    add({scans.rbegin(), scans.rend()});
    EXPECT_EQ(totals({}), before);
    EXPECT_EQ(before.scans, 600);
    ScanTotals sum = totals(1);
    sum += totals(2);
    EXPECT_EQ(sum, before);
    expect_right();
}

TEST_F(ScanRollupsTest, WritersAndARebuildAtTheSameTimeLoseNothing) {
    const auto scans = random_scans(800, 2);
    const auto work = [&](std::size_t first) {
        const auto store = open_store();
        for (std::size_t start = first; start + 40 <= scans.size(); start += 40)
            insert_into(*store, {scans.begin() + static_cast<std::ptrdiff_t>(start),
                                 scans.begin() + static_cast<std::ptrdiff_t>(start + 40)});
    };
    std::thread one([&] { work(0); });
    std::thread other([&] { work(20); });
    for (int i = 0; i < 5; ++i) {
        store_->write([](Transaction& transaction) {
            RollupRebuild rebuild(transaction);
            for (const sys_days month : rebuild.months()) EXPECT_EQ(rebuild.rebuild(month).different, 0);
        });
    }
    one.join();
    other.join();
    work(0);
    EXPECT_EQ(totals({}).scans, 800);
    expect_right();
}

TEST_F(ScanRollupsTest, AnImportTakesWhatKnowsMore) {
    add({scan_at(1, new_year), scan_at(2, new_year), scan_at(3, new_year + days(1))});
    ScanRollup more{.totals = {5, 2, 1, 3}};
    more.quarters.add(3, {5, 2});
    more.lists[ScanList::countries].add("FR", 4);
    const ScanRollup less{.totals = {1, 1, 1, 1}};
    store_->write([&](Transaction& transaction) {
        raise_rollups_to(transaction, {{{id_of(1), new_year}, more},
                                       {{id_of(1), new_year + days(1)}, less},
                                       {{id_of(2), new_year}, less},
                                       {{id_of(99), new_year}, more}});
    });
    // As many scans, but more visitors: what is inserted from a log tells none.
    EXPECT_EQ(totals(1), (ScanTotals{6, 3, 2, 4}));
    EXPECT_EQ(totals({}), (ScanTotals{7, 4, 3, 5}));
    EXPECT_THAT(list(ScanList::countries, new_year, new_year + days(30)).counts(),
                ElementsAre(Pair("FR", 4)));
    store_->write([&](Transaction& transaction) {
        raise_rollups_to(transaction, {{{id_of(1), new_year}, less}});
    });
    EXPECT_EQ(totals(1), (ScanTotals{6, 3, 2, 4}));
    EXPECT_THAT(quarters(new_year, new_year + days(1)),
                ElementsAre(ScanQuarter{new_year + minutes(45), {5, 2}}));
}

}  // namespace
}  // namespace qrgen::store
