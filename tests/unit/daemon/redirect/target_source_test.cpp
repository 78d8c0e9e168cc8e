// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_source.hpp"

#include <atomic>
#include <fstream>
#include <functional>
#include <thread>
#include <vector>

#include <unistd.h>

#include "tests/unit/daemon/redirect/redirect_fixture.hpp"

namespace qrgen::daemon {
namespace {

using Answer = TargetSource::Answer;

constexpr std::chrono::minutes patiently{1};
constexpr std::chrono::milliseconds briefly{1};

void wait_until(const std::function<bool()>& is_so) {
    while (!is_so()) std::this_thread::yield();
}

// Whether a thread of this process waits for something (proc(5)).
bool is_asleep(pid_t thread) {
    std::ifstream in("/proc/self/task/" + std::to_string(thread) + "/stat");
    std::string line;
    std::getline(in, line);
    const std::size_t name_end = line.rfind(')');
    return name_end != std::string::npos && line.substr(name_end + 2, 1) == "S";
}

class TargetSourceTest : public RedirectTest {
  protected:
    // A source whose reads of the database can be held up, or made to fail.
    struct Narrow {
        std::unique_ptr<store::Store> store;
        TargetSource source;
    };
    Narrow make_narrow(std::chrono::milliseconds lease_timeout) {
        auto store = open_store({.pool_size = 1, .lease_timeout = lease_timeout});
        store::Store& reference = *store;
        return {std::move(store), TargetSource(reference, cache_, codes::RedirectPolicy(rules()),
                                               [this] { return is_reachable_; })};
    }

    std::string url_at_once(const std::string& short_id) { return source_.at_once(short_id).target.url; }
};

TEST_F(TargetSourceTest, WhatWasRefreshedIsKnownWhenTheDatabaseGoesAway) {
    make_code("menu", "https://example.com/menu");
    make_code("card", "https://example.com/card");
    source_.refresh(std::vector<std::string>{"menu", "nothing", "card"});
    EXPECT_EQ(source_.at_once("nothing").answer, Answer::unknown);
    is_reachable_ = false;
    EXPECT_EQ(url_at_once("menu"), "https://example.com/menu");
    EXPECT_EQ(url_at_once("card"), "https://example.com/card");
}

TEST_F(TargetSourceTest, WhatWasLoadedIsThereAtOnce) {
    const codes::Code code = make_code("menu", "https://example.com/menu");
    EXPECT_EQ(source_.at_once("menu").answer, Answer::must_load);
    const auto loaded = source_.load("menu");
    EXPECT_EQ(loaded.answer, Answer::found);
    EXPECT_EQ(loaded.target, (Target{.code_id = code.id, .url = "https://example.com/menu"}));
    EXPECT_EQ(source_.at_once("menu").answer, Answer::found);
    EXPECT_EQ(source_.at_once("menu").target, loaded.target);
    EXPECT_EQ(source_.figures().loads, 1U);
    EXPECT_EQ(source_.figures().misses, 1U);
    EXPECT_EQ(source_.figures().hits, 2U);
}

TEST_F(TargetSourceTest, ThatAnIdDoesNotExistIsRememberedToo) {
    EXPECT_EQ(source_.load("nothing").answer, Answer::unknown);
    EXPECT_EQ(source_.at_once("nothing").answer, Answer::unknown);
    EXPECT_EQ(source_.figures().loads, 1U);
}

TEST_F(TargetSourceTest, DisabledAndDeletedCodesDoNotRedirect) {
    make_code("off");
    codes_.update("off", {.status = codes::CodeStatus::disabled}, "test");
    EXPECT_FALSE(source_.load("off").target.redirects());
    make_code("gone");
    codes_.remove("gone", "test");
    EXPECT_EQ(source_.load("gone").answer, Answer::unknown);
}

TEST_F(TargetSourceTest, ManyWhoAskForOneIdMakeOneRead) {
    make_code("menu", "https://example.com/menu");
    Narrow narrow = make_narrow(patiently);
    constexpr int count = 8;
    std::atomic<int> found = 0;
    std::vector<std::atomic<pid_t>> ids(count);
    std::vector<std::thread> threads;
    while_busy(*narrow.store, [&] {
        for (auto& id : ids) {
            threads.emplace_back([&narrow, &found, &id] {
                id = gettid();
                if (narrow.source.load("menu").target.url == "https://example.com/menu") ++found;
            });
        }
        for (const auto& id : ids) wait_until([&] { return id != 0 && is_asleep(id); });
    });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(found, count);
    EXPECT_EQ(narrow.source.figures().loads, 1U);
    // It is over: the next one reads again.
    EXPECT_EQ(narrow.source.load("menu").answer, Answer::found);
    EXPECT_EQ(narrow.source.figures().loads, 2U);
}

TEST_F(TargetSourceTest, ManyWhoAskWhileTheDatabaseFailsAllGetAnAnswer) {
    make_code("menu");
    Narrow narrow = make_narrow(briefly);
    std::atomic<int> unavailable = 0;
    while_busy(*narrow.store, [&] {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                if (narrow.source.load("menu").answer == Answer::unavailable) ++unavailable;
            });
        }
        for (std::thread& thread : threads) thread.join();
    });
    EXPECT_EQ(unavailable, 4);
    EXPECT_EQ(narrow.source.load("menu").answer, Answer::found);
}

TEST_F(TargetSourceTest, WhileTheDatabaseIsAwayWhatIsKnownIsGoodEnough) {
    make_code("menu", "https://example.com/menu");
    source_.load("menu");
    source_.load("nothing");
    cache_.expire_all();
    EXPECT_EQ(source_.at_once("menu").answer, Answer::must_refresh);
    EXPECT_EQ(source_.at_once("nothing").answer, Answer::must_load);
    is_reachable_ = false;
    EXPECT_EQ(source_.at_once("menu").answer, Answer::found);
    EXPECT_EQ(url_at_once("menu"), "https://example.com/menu");
}

TEST_F(TargetSourceTest, WhileTheDatabaseIsAwayNothingIsCalledUnknown) {
    source_.load("nothing");
    is_reachable_ = false;
    EXPECT_EQ(source_.at_once("nothing").answer, Answer::unavailable);
    EXPECT_EQ(source_.at_once("never asked for").answer, Answer::unavailable);
}

TEST_F(TargetSourceTest, AFailedLoadFallsBackToWhatIsKnown) {
    make_code("menu", "https://example.com/menu");
    Narrow narrow = make_narrow(briefly);
    narrow.source.load("menu");
    narrow.source.load("nothing");
    cache_.expire_all();
    while_busy(*narrow.store, [&] {
        EXPECT_EQ(narrow.source.load("menu").answer, Answer::found);
        EXPECT_EQ(narrow.source.load("menu").target.url, "https://example.com/menu");
        EXPECT_EQ(narrow.source.load("nothing").answer, Answer::unavailable);
        EXPECT_EQ(narrow.source.load("other").answer, Answer::unavailable);
    });
}

TEST_F(TargetSourceTest, AChangeThatRacesALoadMakesItStale) {
    make_code("menu", "https://example.com/old");
    Narrow narrow = make_narrow(patiently);
    std::thread loading;
    while_busy(*narrow.store, [&] {
        loading = std::thread([&] { narrow.source.load("menu"); });
        wait_until([&] { return narrow.store->pool_figures().waits == 1; });
        cache_.forget("menu");
    });
    loading.join();
    EXPECT_EQ(narrow.source.at_once("menu").answer, Answer::must_refresh);
    narrow.source.load("menu");
    EXPECT_EQ(narrow.source.at_once("menu").answer, Answer::found);
}

TEST_F(TargetSourceTest, PreloadingTakesTheNewestCodes) {
    for (int i = 0; i < 5; ++i)
        make_code("code" + std::to_string(i), "https://example.com/" + std::to_string(i));
    source_.preload(3);
    EXPECT_EQ(cache_.figures().known, 3U);
    EXPECT_EQ(url_at_once("code4"), "https://example.com/4");
    EXPECT_EQ(source_.at_once("code1").answer, Answer::must_load);
    EXPECT_EQ(source_.figures().loads, 0U);
}

TEST_F(TargetSourceTest, PreloadingFailsAsTheStoreDoes) {
    Narrow narrow = make_narrow(briefly);
    while_busy(*narrow.store, [&] { EXPECT_THROW(narrow.source.preload(10), Error); });
}

TEST_F(TargetSourceTest, AnotherPolicyJudgesWhatIsCachedAnew) {
    make_code("ours", "https://shop.example.com/");
    make_code("theirs", "https://elsewhere.example/");
    source_.preload(10);
    source_.set_policy(codes::RedirectPolicy(rules({"example.com"})));
    is_reachable_ = false;  // nothing is read anew
    EXPECT_TRUE(source_.at_once("ours").target.redirects());
    EXPECT_EQ(source_.at_once("theirs").answer, Answer::found);
    EXPECT_FALSE(source_.at_once("theirs").target.redirects());
    is_reachable_ = true;
    EXPECT_FALSE(source_.load("theirs").target.redirects());
    source_.set_policy(codes::RedirectPolicy(rules()));
    EXPECT_TRUE(source_.load("theirs").target.redirects());
}

}  // namespace
}  // namespace qrgen::daemon
