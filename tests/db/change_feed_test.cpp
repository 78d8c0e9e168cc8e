// SPDX-License-Identifier: MIT
#include "core/store/change_feed.hpp"

#include <condition_variable>
#include <mutex>

#include "core/codes/code_service.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

class ChangeFeedTest : public StoreTest {
  protected:
    ChangeFeedTest() : codes_(*store_, {.base_url = "http://localhost:8000", .allowed_domains = {}}) {}

    ChangeListener listener() {
        return {.changed = [this](const std::string& notice) { say("changed " + notice); },
                .lost_track = [this] { say("lost track"); },
                .reached = [this] { say("reached"); },
                .lost = [this] { say("lost"); }};
    }

    void say(const std::string& event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        happened_.notify_all();
    }

    // Waits for the event and returns all that came up to it.
    std::vector<std::string> events_until(const std::string& event) {
        std::unique_lock lock(mutex_);
        std::vector<std::string> seen;
        for (;;) {
            happened_.wait(lock, [this] { return !events_.empty(); });
            while (!events_.empty()) {
                seen.push_back(events_.front());
                events_.erase(events_.begin());
                if (seen.back() == event) return seen;
            }
        }
    }

    codes::Code make_menu() {
        codes::NewCode wanted;
        wanted.type = codes::CodeType::dynamic_code;
        wanted.redirect_url = "https://example.com/";
        wanted.short_id = "menu";
        return codes_.create(wanted, "test");
    }

    // What the feed says when the code "menu" was changed.
    static std::string notice() { return is_postgresql() ? "changed code:menu" : "lost track"; }

    codes::CodeService codes_;
    std::mutex mutex_;
    std::condition_variable happened_;
    std::vector<std::string> events_;
    Log log_{LogLevel::error, LogFormat::text};
};

TEST_F(ChangeFeedTest, TellsOfEveryKindOfChange) {
    ChangeFeed feed(DatabaseUrl::parse(database_.url()), listener(), log_);
    EXPECT_FALSE(feed.is_reachable());
    feed.start();
    EXPECT_THAT(events_until("reached"), testing::ElementsAre("lost track", "reached"));
    EXPECT_TRUE(feed.is_reachable());
    make_menu();
    events_until(notice());
    codes_.update("menu", {.redirect_url = "https://example.com/winter"}, "test");
    events_until(notice());
    codes_.update("menu", {.status = codes::CodeStatus::disabled}, "test");
    events_until(notice());
    codes_.remove("menu", "test");
    events_until(notice());
    codes_.rollback("menu", {}, "test");
    events_until(notice());
}

TEST_F(ChangeFeedTest, CountingScansIsNoChange) {
    make_menu();
    ChangeFeed feed(DatabaseUrl::parse(database_.url()), listener(), log_);
    feed.start();
    events_until("reached");
    database_.run("UPDATE qr_codes SET scan_count = scan_count + 1");
    if (is_postgresql()) {
        database_.run("SELECT pg_notify('qrgen_changes', 'end')");
        EXPECT_THAT(events_until("changed end"), testing::ElementsAre("changed end"));
    } else {
        // Nothing tells that nothing was told; but the next change is told once.
        codes_.update("menu", {.redirect_url = "https://example.com/winter"}, "test");
        EXPECT_THAT(events_until("lost track"), testing::ElementsAre("lost track"));
    }
}

TEST_F(ChangeFeedTest, AChangeThatIsTakenBackIsNotTold) {
    if (is_postgresql()) {
        ChangeFeed feed(DatabaseUrl::parse(database_.url()), listener(), log_);
        feed.start();
        events_until("reached");
        make_menu();
        events_until("changed code:menu");
        database_.run("BEGIN; UPDATE qr_codes SET status = 'disabled'; ROLLBACK");
        database_.run("SELECT pg_notify('qrgen_changes', 'end')");
        EXPECT_THAT(events_until("changed end"), testing::ElementsAre("changed end"));
    }
}

TEST_F(ChangeFeedTest, ALostSessionIsToldAndReplaced) {
    if (is_postgresql()) {
        ChangeFeed feed(DatabaseUrl::parse(database_.url()), listener(), log_);
        feed.start();
        events_until("reached");
        database_.run(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query LIKE '%LISTEN qrgen_changes%' AND pid <> "
            "pg_backend_pid()");
        EXPECT_THAT(events_until("reached"), testing::ElementsAre("lost", "lost track", "reached"));
        EXPECT_TRUE(feed.is_reachable());
    }
}

TEST_F(ChangeFeedTest, ADatabaseThatIsAwayIsToldOnce) {
    const std::string url =
        is_postgresql() ? "postgresql://nobody@127.0.0.1:1/none" : "sqlite:///dev/null/no.db";
    ChangeFeed feed(DatabaseUrl::parse(url), listener(), log_);
    feed.start();
    EXPECT_THAT(events_until("lost"), testing::ElementsAre("lost"));
    EXPECT_FALSE(feed.is_reachable());
}

}  // namespace
}  // namespace qrgen::store
