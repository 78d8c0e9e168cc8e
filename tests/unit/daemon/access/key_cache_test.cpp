// SPDX-License-Identifier: MIT
#include "daemon/access/key_cache.hpp"

#include <gtest/gtest.h>

#include "tests/unit/daemon/access/key_source.hpp"

namespace qrgen::daemon {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class KeyCacheTest : public testing::Test {
  protected:
    KeyCacheTest() { keys_.add("key00001"); }

    // How often the database was asked for it.
    int find(const std::string& id, const std::string& secret = FakeKeys::secret) {
        const int before = keys_.times_asked;
        found_ = cache_.find({id, secret});
        return keys_.times_asked - before;
    }

    ErrorKind error_of_find(const std::string& id) {
        try {
            cache_.find({id, FakeKeys::secret});
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "no error";
        return ErrorKind::failure;
    }

    FakeKeys keys_;
    KeyCache::Time now_{hours(1000)};
    KeyCache cache_{keys_, [this] { return now_; }};
    KeyCache::KeyPointer found_;
};

TEST_F(KeyCacheTest, AsksOnceASecond) {
    EXPECT_EQ(find("key00001"), 1);
    EXPECT_EQ(found_->name, "name of key00001");
    now_ += milliseconds(999);
    EXPECT_EQ(find("key00001"), 0);
    EXPECT_EQ(found_->name, "name of key00001");
    now_ += milliseconds(1);
    EXPECT_EQ(find("key00001"), 1);
}

TEST_F(KeyCacheTest, AKeyThatIsNotThereIsNotRemembered) {
    EXPECT_EQ(find("key00002"), 1);
    EXPECT_EQ(found_, nullptr);
    keys_.add("key00002");
    EXPECT_EQ(find("key00002"), 1);
    EXPECT_NE(found_, nullptr);
}

TEST_F(KeyCacheTest, OnlyWhoHasTheSecretMakesAnEntry) {
    EXPECT_EQ(find("key00001", FakeKeys::wrong_secret), 1);
    EXPECT_NE(found_, nullptr);
    EXPECT_EQ(find("key00001", FakeKeys::wrong_secret), 1);
}

TEST_F(KeyCacheTest, AWrongSecretLeavesTheEntry) {
    find("key00001");
    EXPECT_EQ(find("key00001", FakeKeys::wrong_secret), 0);
    EXPECT_EQ(find("key00001"), 0);
    now_ += seconds(1);
    EXPECT_EQ(find("key00001", FakeKeys::wrong_secret), 1);
    EXPECT_EQ(find("key00001"), 0);
}

TEST_F(KeyCacheTest, ARevokedKeyIsSeenWithinASecondAndNotRemembered) {
    find("key00001");
    keys_.revoke("key00001");
    now_ += seconds(1);
    EXPECT_EQ(find("key00001"), 1);
    EXPECT_TRUE(found_->revoked_at);
    keys_.is_away = true;
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::unavailable);
}

TEST_F(KeyCacheTest, WhileTheDatabaseIsAwayWhatItSaidCounts) {
    find("key00001");
    keys_.is_away = true;
    now_ += hours(24);
    find("key00001");
    EXPECT_EQ(found_->name, "name of key00001");
}

TEST_F(KeyCacheTest, ButNotForMoreThanADay) {
    find("key00001");
    keys_.is_away = true;
    now_ += hours(24) + seconds(1);
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::unavailable);
}

TEST_F(KeyCacheTest, AFailureIsNoAnswer) {
    find("key00001");
    keys_.is_away = true;
    for (int i = 0; i < 24; ++i) {
        now_ += hours(1);
        find("key00001");
    }
    now_ += hours(1);
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::unavailable);
}

TEST_F(KeyCacheTest, WhileTheDatabaseIsAwayAnUnknownKeyIsUnavailable) {
    keys_.is_away = true;
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::unavailable);
}

TEST_F(KeyCacheTest, WhileTheDatabaseIsAwayItIsAskedOnceASecond) {
    find("key00001");
    now_ += seconds(1);
    keys_.is_away = true;
    EXPECT_EQ(find("key00001"), 1);
    now_ += milliseconds(999);
    EXPECT_EQ(find("key00001"), 0);
    EXPECT_EQ(error_of_find("key00002"), ErrorKind::unavailable);
    keys_.is_away = false;
    now_ += milliseconds(1);
    EXPECT_EQ(find("key00002"), 1);
    EXPECT_EQ(find("key00001"), 1);
}

TEST_F(KeyCacheTest, WhileSomebodyAsksWhetherTheDatabaseIsBackTheOthersDoNotWait) {
    find("key00001");
    now_ += seconds(1);
    keys_.is_away = true;
    find("key00001");
    now_ += seconds(1);
    int asked_meanwhile = -1;
    keys_.while_asked = [&] {
        keys_.while_asked = nullptr;
        asked_meanwhile = find("key00001");
    };
    find("key00001");
    EXPECT_EQ(asked_meanwhile, 0);
}

TEST_F(KeyCacheTest, OtherErrorsComeThrough) {
    find("key00001");
    now_ += seconds(1);
    keys_.is_broken = true;
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::failure);
    keys_.is_broken = false;
    EXPECT_EQ(find("key00001"), 1);
}

TEST_F(KeyCacheTest, WhatIsForgottenIsReadAnew) {
    keys_.add("key00002");
    find("key00001");
    find("key00002");
    cache_.forget("key00001");
    EXPECT_EQ(find("key00001"), 1);
    EXPECT_EQ(find("key00002"), 0);
    cache_.forget_all();
    EXPECT_EQ(find("key00001"), 1);
    EXPECT_EQ(find("key00002"), 1);
}

TEST_F(KeyCacheTest, WhatHasChangedDoesNotCountWhileTheDatabaseIsAway) {
    find("key00001");
    cache_.forget("key00001");
    keys_.is_away = true;
    EXPECT_EQ(error_of_find("key00001"), ErrorKind::unavailable);
}

TEST_F(KeyCacheTest, WhatMayHaveChangedDoes) {
    find("key00001");
    cache_.forget_all();
    keys_.is_away = true;
    find("key00001");
    EXPECT_NE(found_, nullptr);
}

TEST_F(KeyCacheTest, AnAnswerFromBeforeAChangeIsNotKept) {
    keys_.while_asked = [&] { cache_.forget("key00001"); };
    find("key00001");
    keys_.while_asked = [&] { cache_.forget_all(); };
    EXPECT_EQ(find("key00001"), 1);
    keys_.while_asked = nullptr;
    EXPECT_EQ(find("key00001"), 1);
    EXPECT_EQ(find("key00001"), 0);
}

TEST_F(KeyCacheTest, HoldsTenThousandAndThenTheOneThatWasAskedForLongestAgoGoes) {
    const auto numbered = [](int i) { return "k" + std::to_string(1'000'000 + i); };
    for (int i = 0; i < 10'001; ++i) keys_.add(numbered(i));
    for (int i = 0; i < 10'000; ++i) find(numbered(i));
    EXPECT_EQ(find(numbered(0)), 0);
    find(numbered(10'000));
    EXPECT_EQ(find(numbered(1)), 0);
    EXPECT_EQ(find(numbered(10'000)), 0);
    EXPECT_EQ(find(numbered(0)), 1);
}

}  // namespace
}  // namespace qrgen::daemon
