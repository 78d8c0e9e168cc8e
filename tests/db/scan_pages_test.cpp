// SPDX-License-Identifier: MIT
#include "core/scans/scan_pages.hpp"

#include <algorithm>
#include <thread>

#include "core/scans/scan_cursor.hpp"
#include "core/scans/scan_follower.hpp"
#include "tests/db/test_database.hpp"
#include "tests/support/scan_events.hpp"

namespace qrgen::scans {
namespace {

using namespace std::chrono;
using store::ScanQuery;
using store::ScanTable;
using store::StoredScan;
using store::StoreTest;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

class ScanPagesTest : public StoreTest {
  protected:
    ScanPagesTest() {
        insert(store::make_code(1));
        insert(store::make_code(2));
    }

    void add(const std::vector<ScanEvent>& events) {
        store_->write([&](Transaction& transaction) { ScanTable(transaction).insert(as_stored(events)); });
    }
    void add_bot(int number) {
        auto scans = as_stored({make_scan(number)});
        scans[0].is_bot = true;
        store_->write([&](Transaction& transaction) { ScanTable(transaction).insert(scans); });
    }

    // The numbers of make_scan().
    static std::vector<int> numbers(const std::vector<StoredScan>& scans) {
        std::vector<int> numbers;
        for (const StoredScan& scan : scans) numbers.push_back(std::stoi(scan.event_id.substr(24)));
        return numbers;
    }
    std::vector<int> listed(const ScanQuery& query) {
        return numbers(list_scans(*store_, "s1", query).items);
    }
};

TEST_F(ScanPagesTest, ScansAreListedByReference) {
    add(make_scans(1, 3));
    EXPECT_EQ(list_scans(*store_, "S1", {}).items.size(), 3U);
    EXPECT_EQ(list_scans(*store_, store::id_of(1), {.is_genuine = true, .limit = 1}).total, 1);
    EXPECT_EQ(list_scans(*store_, "s2", {}).total, 0);
    EXPECT_EQ(store::error_of([&] { list_scans(*store_, "nothing", {}); }).kind(), ErrorKind::not_found);
}

TEST_F(ScanPagesTest, TheCursorLeadsThroughAllPages) {
    add(make_scans(1, 7));
    const auto first = list_scans(*store_, "s1", {.limit = 3});
    EXPECT_THAT(numbers(first.items), ElementsAre(7, 6, 5));
    const auto second = list_scans(*store_, "s1", {.before = first.next, .limit = 3});
    EXPECT_THAT(numbers(second.items), ElementsAre(4, 3, 2));
    const auto third = list_scans(*store_, "s1", {.before = second.next, .limit = 3});
    EXPECT_THAT(numbers(third.items), ElementsAre(1));
    EXPECT_FALSE(third.next);
    EXPECT_EQ(third.total, 7);
    EXPECT_FALSE(list_scans(*store_, "s1", {.limit = 7}).next);
    EXPECT_FALSE(list_scans(*store_, "s2", {.limit = 3}).next);
}

TEST_F(ScanPagesTest, ScansOfOneMomentAreNeitherSkippedNorRepeated) {
    std::vector<ScanEvent> events = make_scans(1, 20);
    for (ScanEvent& event : events) event.scanned_at = make_scan(1).scanned_at;
    add(events);
    std::vector<int> all;
    ScanQuery query{.limit = 3};
    do {
        const auto page = list_scans(*store_, "s1", query);
        for (const int number : numbers(page.items)) all.push_back(number);
        query.before = page.next;
    } while (query.before);
    ASSERT_EQ(all.size(), 20U);
    EXPECT_TRUE(std::is_sorted(all.rbegin(), all.rend()));
}

TEST_F(ScanPagesTest, ScansThatArriveMeanwhileShiftNothing) {
    add(make_scans(11, 16));
    const auto first = list_scans(*store_, "s1", {.limit = 3});
    add(make_scans(17, 30));
    add(make_scans(1, 2));
    const auto second = list_scans(*store_, "s1", {.before = first.next, .limit = 3});
    EXPECT_THAT(numbers(second.items), ElementsAre(13, 12, 11));
    EXPECT_THAT(listed({.before = second.next}), ElementsAre(2, 1));
}

TEST_F(ScanPagesTest, FiltersNarrowThePageAndItsCursor) {
    add(make_scans(1, 9));
    add_bot(10);
    const Timestamp start = make_scan(0).scanned_at;
    EXPECT_THAT(listed({.from = start + seconds(8)}), ElementsAre(10, 9, 8));
    EXPECT_THAT(listed({.to = start + seconds(3)}), ElementsAre(2, 1));
    EXPECT_THAT(listed({.is_bot = true}), ElementsAre(10));
    EXPECT_THAT(listed({.from = start + seconds(8), .is_bot = false}), ElementsAre(9, 8));
    const auto page = list_scans(*store_, "s1", {.is_genuine = true, .limit = 2});
    EXPECT_THAT(numbers(page.items), ElementsAre(9, 6));
    EXPECT_THAT(listed({.before = page.next, .is_genuine = true}), ElementsAre(3));
    EXPECT_EQ(page.total, 3);
    EXPECT_EQ(list_scans(*store_, "s1", {.is_bot = true}).total, std::nullopt);
    EXPECT_EQ(list_scans(*store_, "s1", {.from = start}).total, std::nullopt);
}

TEST_F(ScanPagesTest, ThePageIsThatOfTheApi) {
    add(make_scans(1, 3));
    const ScanQuery wanted{.skip = 1, .limit = 1};
    const auto page = list_scans(*store_, "s1", wanted);
    const auto json = to_json(page, wanted);
    EXPECT_EQ(json.at("items").size(), 1U);
    EXPECT_EQ(json.at("total"), 3);
    EXPECT_EQ(json.at("page"), 2);
    EXPECT_EQ(json.at("page_size"), 1);
    EXPECT_EQ(json.at("next_cursor"), to_text(*page.next));
    EXPECT_TRUE(to_json(list_scans(*store_, "s1", {.is_bot = true}), {}).at("next_cursor").is_null());
    EXPECT_TRUE(to_json(list_scans(*store_, "s1", {.is_bot = true}), {}).at("total").is_null());
}

TEST_F(ScanPagesTest, WhatIsKnownOfAnAgentIsRead) {
    add(make_scans(1, 2));
    database_.run(
        "UPDATE scan_logs SET country = 'DE', device_family = 'iPhone', os_family = 'iOS', os_version = "
        "'17.2', browser_family = "
        "'Safari', browser_version = '17', is_mobile = true, is_tablet = false, is_pc = false "
        "WHERE event_id = '" +
        make_scan(1).event_id + "'");
    const auto page = list_scans(*store_, "s1", {});
    ASSERT_EQ(page.items.size(), 2U);
    const StoredScan& known = page.items[1];
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
    const StoredScan& unknown = page.items[0];
    EXPECT_EQ(unknown.country, std::nullopt);
    EXPECT_EQ(unknown.device_family, std::nullopt);
    EXPECT_EQ(unknown.is_mobile, std::nullopt);
}

// ---- Following ----

class ScanFollowerTest : public ScanPagesTest {
  protected:
    static Timestamp now() { return make_scan(100).scanned_at; }

    std::vector<int> begin(ScanFollower& follower, std::int64_t count) {
        return numbers(follower.begin("s1", count, now()));
    }
    std::vector<int> next(ScanFollower& follower) { return numbers(follower.next()); }
};

TEST_F(ScanFollowerTest, BeginsWithTheNewestAndGoesOnWithWhatComes) {
    add(make_scans(1, 5));
    ScanFollower follower(*store_, {});
    EXPECT_THAT(begin(follower, 2), ElementsAre(4, 5));
    EXPECT_THAT(next(follower), IsEmpty());
    add(make_scans(6, 8));
    add(make_scans(6, 8, 2));
    EXPECT_THAT(next(follower), ElementsAre(6, 7, 8));
    EXPECT_THAT(next(follower), IsEmpty());
}

TEST_F(ScanFollowerTest, ScansThatArriveLateAreNotMissed) {
    add(make_scans(50, 60));
    ScanFollower follower(*store_, {});
    EXPECT_THAT(begin(follower, 1), ElementsAre(60));
    add({make_scan(61), make_scan(5)});
    EXPECT_THAT(next(follower), ElementsAre(5, 61));
    add({make_scan(4), make_scan(55, 2)});
    EXPECT_THAT(next(follower), ElementsAre(4));
    ScanEvent future = make_scan(62);
    future.scanned_at = now() + hours(24 * 365);
    add({future});
    EXPECT_THAT(next(follower), ElementsAre(62));
    add({make_scan(63)});
    EXPECT_THAT(next(follower), ElementsAre(63));
}

TEST_F(ScanFollowerTest, WhatLiesBehindTheHorizonDoesNotCountAsNew) {
    add(make_scans(1, 3));
    ScanFollower follower(*store_, {});
    begin(follower, 10);
    ScanEvent old = make_scan(4);
    old.scanned_at = now() - hours(24 * 365);
    add({old});
    EXPECT_THAT(next(follower), IsEmpty());
    add({make_scan(5)});
    EXPECT_THAT(next(follower), ElementsAre(5));
}

TEST_F(ScanFollowerTest, FiltersHoldForWhatComes) {
    add(make_scans(1, 6));
    ScanFollower genuine(*store_, {.is_genuine = true});
    EXPECT_THAT(begin(genuine, 10), ElementsAre(3, 6));
    ScanFollower people(*store_, {.from = make_scan(8).scanned_at, .is_bot = false});
    EXPECT_THAT(begin(people, 10), IsEmpty());
    add(make_scans(7, 12));
    add_bot(13);
    EXPECT_THAT(next(genuine), ElementsAre(9, 12));
    EXPECT_THAT(next(people), ElementsAre(8, 9, 10, 11, 12));
}

TEST_F(ScanFollowerTest, MoreThanFitsComesWithTheNextCalls) {
    ScanFollower follower(*store_, {}, {.remembered = 1000, .at_once = 4});
    begin(follower, 1);
    add(make_scans(1, 10));
    EXPECT_THAT(next(follower), ElementsAre(7, 8, 9, 10));
    EXPECT_THAT(next(follower), ElementsAre(3, 4, 5, 6));
    EXPECT_THAT(next(follower), ElementsAre(1, 2));
    EXPECT_THAT(next(follower), IsEmpty());
}

TEST_F(ScanFollowerTest, MemoryIsBoundedAndNothingIsShownTwice) {
    add(make_scans(1, 20));
    ScanFollower follower(*store_, {}, {.remembered = 5, .at_once = 100});
    EXPECT_THAT(begin(follower, 2), ElementsAre(19, 20));
    add(make_scans(21, 23));
    EXPECT_THAT(next(follower), ElementsAre(21, 22, 23));
    add({make_scan(24), make_scan(0)});
    EXPECT_THAT(next(follower), ElementsAre(24)) << "0 is older than all that is remembered";
    add({make_scan(25)});
    EXPECT_THAT(next(follower), ElementsAre(25));
}

TEST_F(ScanFollowerTest, RollupsThatWereRebuiltHideNothing) {
    add(make_scans(1, 5));
    ScanFollower follower(*store_, {});
    begin(follower, 1);
    for (const char* const table : {"scan_days", "scan_months"})
        database_.run(std::string("UPDATE ") + table + " SET scans = 2");
    add(make_scans(6, 7));
    EXPECT_THAT(next(follower), ElementsAre(6, 7));
    EXPECT_THAT(next(follower), IsEmpty());
    add({make_scan(8)});
    EXPECT_THAT(next(follower), ElementsAre(8));
}

TEST_F(ScanFollowerTest, ScansThatSeveralWritersDeliverComeOnceEach) {
    ScanFollower follower(*store_, {});
    begin(follower, 1);
    constexpr int writers = 3;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([this, writer] {
            const auto store = open_store();
            for (int i = 0; i < 40; ++i) {
                store->write([&](Transaction& transaction) {
                    ScanTable(transaction)
                        .insert(as_stored({make_scan(1 + (i * 7 % 40) * writers + writer)}));
                });
            }
        });
    }
    std::vector<int> all;
    while (all.size() < 120) {
        for (const int number : next(follower)) all.push_back(number);
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(next(follower), IsEmpty());
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
    EXPECT_EQ(all.front(), 1);
    EXPECT_EQ(all.back(), 120);
}

TEST_F(ScanFollowerTest, NeedsACode) {
    ScanFollower follower(*store_, {});
    EXPECT_EQ(store::error_of([&] { follower.begin("nothing", 1, now()); }).kind(), ErrorKind::not_found);
}

}  // namespace
}  // namespace qrgen::scans
