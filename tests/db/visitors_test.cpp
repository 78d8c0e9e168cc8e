// SPDX-License-Identifier: MIT
#include "core/scans/visitors.hpp"

#include "core/store/visitor_salts.hpp"
#include "tests/db/test_database.hpp"

namespace qrgen::scans {
namespace {

using namespace std::chrono;
using store::error_of;

constexpr sys_days new_year = sys_days(year(2026) / January / 1);

class VisitorsTest : public store::StoreTest {
  protected:
    static std::int64_t visit(Visitors& visitors, Timestamp time, const char* address = "192.0.2.1") {
        return visitors.visitor_of(time, store::id_of(1), address, "Phone");
    }
};

TEST_F(VisitorsTest, ProcessesThatHaveAgreedKnowTheSamePeople) {
    Visitors one(system_random);
    Visitors other(system_random);
    EXPECT_NE(visit(one, new_year), visit(other, new_year));
    one.agree(*store_, new_year);
    other.agree(*open_store(), new_year + hours(23));
    for (const Timestamp time : {Timestamp(new_year), Timestamp(new_year + days(1) + hours(1))}) {
        EXPECT_EQ(visit(one, time), visit(other, time));
        EXPECT_NE(visit(one, time), visit(other, time, "192.0.2.2"));
    }
}

TEST_F(VisitorsTest, NobodyIsKnownOnTheNextDay) {
    Visitors visitors(system_random);
    visitors.agree(*store_, new_year);
    EXPECT_EQ(visit(visitors, new_year), visit(visitors, new_year + days(1) - microseconds(1)));
    EXPECT_NE(visit(visitors, new_year), visit(visitors, new_year + days(1)));
}

TEST_F(VisitorsTest, ASaltIsForgottenWhenItsDayIsOver) {
    Visitors visitors(system_random);
    visitors.agree(*store_, new_year);
    const auto then = visit(visitors, new_year);
    visitors.agree(*store_, new_year + days(1));
    database_.run("DELETE FROM visitor_salts");
    EXPECT_NE(visit(visitors, new_year), then);
}

TEST_F(VisitorsTest, WithoutTheDatabaseThereIsASaltOfTheProcess) {
    Visitors visitors(system_random);
    EXPECT_EQ(visit(visitors, new_year), visit(visitors, new_year + hours(1)));
}

TEST_F(VisitorsTest, ASaltThatIsNoneIsAFailure) {
    database_.run("INSERT INTO visitor_salts (day, salt) VALUES ('2026-01-01', 'c2hvcnQ=')");
    EXPECT_EQ(error_of([&] { Visitors(system_random).agree(*store_, new_year); }).kind(), ErrorKind::failure);
}

}  // namespace
}  // namespace qrgen::scans
