// SPDX-License-Identifier: MIT
#include "core/store/database_health.hpp"

#include "tests/db/test_database.hpp"

namespace qrgen::store {
namespace {

using DatabaseHealthTest = StoreTest;

TEST_F(DatabaseHealthTest, TellsWhichDatabaseItIs) {
    const DatabaseHealth health = read_health(*store_);
    EXPECT_EQ(health.type, is_postgresql() ? "postgresql" : "sqlite");
    EXPECT_THAT(health.version,
                testing::MatchesRegex(is_postgresql() ? "1[0-9]\\.[0-9]+" : "3\\.[0-9]+\\.[0-9]+"));
    EXPECT_EQ(health.long_running_queries, 0);
}

TEST_F(DatabaseHealthTest, TheSizeGrowsWithTheData) {
    const std::int64_t before = read_health(*store_).size_bytes;
    EXPECT_GT(before, 10'000);
    store_->write([](Transaction& transaction) {
        for (int i = 1; i <= 2000; ++i) CodeTable(transaction).insert(make_code(i));
    });
    EXPECT_GT(read_health(*store_).size_bytes, before + 100'000);
}

TEST_F(DatabaseHealthTest, ConnectionsOfAnybodyAreCounted) {
    const std::int64_t before = read_health(*store_).active_connections;
    EXPECT_GE(before, 1);
    const auto other = open_store();
    other->read([&](Transaction&) {
        EXPECT_EQ(read_health(*store_).active_connections, is_postgresql() ? before + 1 : 1);
    });
}

TEST_F(DatabaseHealthTest, ADatabaseThatIsAwayIsUnavailable) {
    Store away(DatabaseUrl::parse(is_postgresql() ? "postgresql://nobody@127.0.0.1:1/none"
                                                  : "sqlite:///dev/null/no.db"));
    EXPECT_EQ(error_of([&] { read_health(away); }).kind(), ErrorKind::unavailable);
}

}  // namespace
}  // namespace qrgen::store
