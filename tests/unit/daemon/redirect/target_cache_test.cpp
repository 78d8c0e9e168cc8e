// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_cache.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using std::chrono::seconds;

class TargetCacheTest : public testing::Test {
  protected:
    static Target target(const std::string& url) { return {.code_id = "id", .url = url}; }

    void load(const std::string& short_id, std::optional<Target> found) {
        cache_.put(short_id, std::move(found), cache_.ticket(short_id));
    }

    // "fresh URL", "stale URL", "fresh nothing", "stale nothing", "no idea".
    std::string known(const std::string& short_id) {
        const auto found = cache_.find(short_id);
        if (!found) return "no idea";
        return std::string(found->is_fresh ? "fresh " : "stale ") +
               (found->target ? found->target->url : "nothing");
    }

    TargetCache::Time now_{};
    TargetCache cache_{1600, seconds(60), [this] { return now_; }};
};

TEST_F(TargetCacheTest, KnowsWhatWasPutIn) {
    EXPECT_EQ(known("menu"), "no idea");
    load("menu", target("http://a"));
    load("gone", std::nullopt);
    EXPECT_EQ(known("menu"), "fresh http://a");
    EXPECT_EQ(known("gone"), "fresh nothing");
    load("gone", target("http://b"));
    EXPECT_EQ(known("gone"), "fresh http://b");
    load("menu", std::nullopt);
    EXPECT_EQ(known("menu"), "fresh nothing");
}

TEST_F(TargetCacheTest, WhatWasForgottenOrIsOldIsStaleButStillKnown) {
    load("menu", target("http://a"));
    load("other", target("http://b"));
    load("gone", std::nullopt);
    cache_.forget("menu");
    cache_.forget("gone");
    EXPECT_EQ(known("menu"), "stale http://a");
    EXPECT_EQ(known("gone"), "no idea");
    EXPECT_EQ(known("other"), "fresh http://b");
    now_ += seconds(60);
    EXPECT_EQ(known("other"), "stale http://b");
}

TEST_F(TargetCacheTest, EverythingCanExpire) {
    load("menu", target("http://a"));
    load("gone", std::nullopt);
    cache_.expire_all();
    EXPECT_EQ(known("menu"), "stale http://a");
    EXPECT_EQ(known("gone"), "stale nothing");
    load("menu", target("http://a"));
    EXPECT_EQ(known("menu"), "fresh http://a");
}

TEST_F(TargetCacheTest, ALoadThatRacedAChangeIsNotFresh) {
    const auto ticket = cache_.ticket("menu");
    cache_.forget("menu");
    cache_.put("menu", target("http://old"), ticket);
    EXPECT_EQ(known("menu"), "stale http://old");
    const auto tickets = cache_.tickets();
    cache_.expire_all();
    cache_.put("other", target("http://old"), tickets);
    EXPECT_EQ(known("other"), "stale http://old");
}

TEST_F(TargetCacheTest, ALoadThatRacedAChangeDoesNotReplaceALaterOne) {
    const auto early = cache_.ticket("menu");
    cache_.forget("menu");
    load("menu", target("http://new"));
    cache_.put("menu", target("http://old"), early);
    EXPECT_EQ(known("menu"), "fresh http://new");
    cache_.put("menu", std::nullopt, early);
    EXPECT_EQ(known("menu"), "fresh http://new");
}

TEST_F(TargetCacheTest, TheLeastRecentlyUsedGoesFirst) {
    for (int i = 0; i < 3200; ++i) {
        load("id" + std::to_string(i), target("http://a"));
        EXPECT_EQ(known("id0"), "fresh http://a");  // used all the time
    }
    EXPECT_EQ(known("id1"), "no idea");
    EXPECT_EQ(known("id3199"), "fresh http://a");
    EXPECT_LE(cache_.figures().known, 1600U);
    EXPECT_GT(cache_.figures().known, 1400U);  // parts are not filled evenly
}

TEST_F(TargetCacheTest, UnknownIdsPushOutNoKnownOnes) {
    load("menu", target("http://a"));
    for (int i = 0; i < 50'000; ++i) load("x" + std::to_string(i), std::nullopt);
    EXPECT_EQ(known("menu"), "fresh http://a");
    EXPECT_LE(cache_.figures().unknown, 1600U);
}

TEST_F(TargetCacheTest, WithoutCapacityNothingIsKept) {
    TargetCache cache(0, seconds(60));
    cache.put("menu", target("http://a"), cache.ticket("menu"));
    cache.put("gone", std::nullopt, cache.ticket("gone"));
    cache.put_stale("other", target("http://a"));
    EXPECT_EQ(cache.figures().known + cache.figures().unknown, 0U);
}

TEST_F(TargetCacheTest, WhatComesFromAnEarlierLifeIsStaleAndReplacesNothing) {
    load("menu", target("http://new"));
    cache_.put_stale("menu", target("http://old"));
    cache_.put_stale("other", target("http://old"));
    EXPECT_EQ(known("menu"), "fresh http://new");
    EXPECT_EQ(known("other"), "stale http://old");
}

TEST_F(TargetCacheTest, TargetsCanBeChangedAndCopied) {
    load("menu", target("http://a"));
    load("other", target("http://b"));
    cache_.for_each([](const std::string& short_id, Target& t) { t.is_allowed = short_id != "menu"; });
    EXPECT_FALSE(cache_.find("menu")->target->redirects());
    EXPECT_TRUE(cache_.find("other")->target->redirects());
    std::size_t copies = 0;
    for (std::size_t part = 0; part < TargetCache::part_count; ++part) copies += cache_.part(part).size();
    EXPECT_EQ(copies, 2U);
}

}  // namespace
}  // namespace qrgen::daemon
