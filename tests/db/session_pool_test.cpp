// SPDX-License-Identifier: MIT
#include "core/store/session_pool.hpp"

#include <thread>

#include "core/store/backend_library.hpp"
#include "core/store/session.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

class SessionPoolTest : public testing::Test {
  protected:
    SessionPool make_pool(int size, std::chrono::milliseconds timeout) {
        return SessionPool(
            [this] {
                ++opened_;
                return open_session(DatabaseUrl::parse(database_.url()));
            },
            size, timeout);
    }

    TestDatabase database_;
    int opened_ = 0;
};

constexpr std::chrono::milliseconds briefly{20};
constexpr std::chrono::seconds patiently{60};

TEST_F(SessionPoolTest, OpensWhenNeededAndKeepsWhatIsGivenBack) {
    SessionPool pool = make_pool(3, briefly);
    EXPECT_EQ(opened_, 0);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(pool.lease().is_new(), i == 0);
    EXPECT_EQ(opened_, 1);
    const auto first = pool.lease();
    const auto second = pool.lease();
    EXPECT_EQ(opened_, 2);
}

TEST_F(SessionPoolTest, LendsOutNoMoreThanItsSize) {
    SessionPool pool = make_pool(2, briefly);
    const auto first = pool.lease();
    {
        const auto second = pool.lease();
        EXPECT_EQ(error_of([&] { pool.lease(); }).kind(), ErrorKind::unavailable);
    }
    EXPECT_NO_THROW(pool.lease());
}

TEST_F(SessionPoolTest, OneThatWaitsGetsWhatAnotherGivesBack) {
    SessionPool pool = make_pool(1, patiently);
    auto lease = std::make_unique<SessionPool::Lease>(pool.lease());
    std::thread waiting([&] { EXPECT_FALSE(pool.lease().is_new()); });
    lease.reset();
    waiting.join();
}

TEST_F(SessionPoolTest, ADiscardedSessionIsReplaced) {
    SessionPool pool = make_pool(1, briefly);
    pool.lease().discard();
    EXPECT_TRUE(pool.lease().is_new());
    EXPECT_EQ(opened_, 2);
}

TEST_F(SessionPoolTest, AFailureToOpenLeavesThePlaceFree) {
    int attempts = 0;
    SessionPool pool(
        [&]() -> SessionPool::Session {
            if (++attempts < 3) throw Error(ErrorKind::unavailable, "away");
            return open_session(DatabaseUrl::parse(database_.url()));
        },
        1, briefly);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(error_of([&] { pool.lease(); }).message(), "away");
    EXPECT_NO_THROW(pool.lease());
}

TEST_F(SessionPoolTest, TellsWhoUsesItAndWhoHadToWait) {
    SessionPool pool = make_pool(2, briefly);
    const auto expect = [&](int in_use, std::uint64_t waits) {
        EXPECT_EQ(pool.figures().size, 2);
        EXPECT_EQ(pool.figures().in_use, in_use);
        EXPECT_EQ(pool.figures().waits, waits);
    };
    expect(0, 0);
    {
        const auto first = pool.lease();
        expect(1, 0);
        const auto second = pool.lease();
        expect(2, 0);
        EXPECT_THROW(pool.lease(), Error);
        expect(2, 1);
    }
    expect(0, 1);
}

TEST_F(SessionPoolTest, WhatCouldNotBeOpenedIsNotInUse) {
    SessionPool pool([]() -> SessionPool::Session { throw Error(ErrorKind::unavailable, "away"); }, 1,
                     briefly);
    EXPECT_THROW(pool.lease(), Error);
    EXPECT_EQ(pool.figures().in_use, 0);
    EXPECT_EQ(pool.figures().waits, 0U);
}

TEST_F(SessionPoolTest, WhileSuspendedNothingIsLentAndWhatIsOnLoanFails) {
    SessionPool pool = make_pool(2, patiently);
    auto lease = std::make_unique<SessionPool::Lease>(pool.lease());
    if (is_postgresql()) {
        std::thread working(
            [&] { EXPECT_THROW(lease->session() << "SELECT pg_sleep(3600)", soci::soci_error); });
        pool.suspend();
        working.join();
        lease->discard();
    } else {
        pool.suspend();
        EXPECT_NO_THROW(lease->session() << "SELECT 1");
    }
    EXPECT_EQ(error_of([&] { pool.lease(); }).message(), "the database is away");
    lease.reset();
    EXPECT_EQ(pool.figures().in_use, 0);
    pool.resume();
    EXPECT_NO_THROW(pool.lease().session() << "SELECT 1");
}

TEST_F(SessionPoolTest, WhoWaitsForASessionIsTold) {
    SessionPool pool = make_pool(1, patiently);
    const auto lease = pool.lease();
    std::thread waiting([&] { EXPECT_THROW(pool.lease(), Error); });
    while (pool.figures().waits == 0) std::this_thread::yield();
    pool.suspend();
    waiting.join();
}

TEST(BackendLibrary, AMissingOneIsUnavailableAndNamesItsPackage) {
    const Error error = error_of([] { load_backend(Backend::postgresql, "libsoci_nosuch.so.4.0"); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.hint(), "install the package libsoci-postgresql4.0");
    EXPECT_EQ(error_of([] { load_backend(Backend::sqlite, "libm.so.6"); }).hint(),
              "install the package libsoci-sqlite3-4.0");
}

}  // namespace
}  // namespace qrgen::store
