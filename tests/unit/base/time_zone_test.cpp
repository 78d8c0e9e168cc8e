// SPDX-License-Identifier: MIT
#include "core/base/time_zone.hpp"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::year_month_day;

Timestamp at(std::string_view text) {
    return parse_rfc3339(text).value();
}

local_days day(int year, unsigned month, unsigned day) {
    return local_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
}

std::string start(const TimeZone& zone, local_days day) {
    return format_rfc3339(zone.start_of(day)).substr(0, 16);
}

struct Refusal {
    std::string field;
    std::string message;
    std::string hint;
};

Refusal refusal_of(std::string_view name) {
    try {
        (void)TimeZone::find(name);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().size(), 1U);
        return {error.faults().at(0).field, error.faults().at(0).message, error.hint()};
    }
    ADD_FAILURE() << "taken: " << name;
    return {};
}

// Sets the variable for as long as it lives.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        setenv(name, value, 1);
    }
    ~Variable() {
        if (old_) {
            setenv(name_, old_->c_str(), 1);
        } else {
            unsetenv(name_);
        }
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
    std::optional<std::string> old_;
};

TEST(TimeZone, UtcIsWhatItSays) {
    for (const TimeZone& zone : {TimeZone::utc(), TimeZone::find("UTC")}) {
        EXPECT_EQ(zone.name(), "UTC");
        EXPECT_EQ(zone.offset(at("2026-07-01T00:00:00Z")), 0s);
        EXPECT_EQ(start(zone, day(2026, 7, 1)), "2026-07-01T00:00");
        EXPECT_EQ(zone.format(at("2026-07-01T09:30:59.9Z")), "2026-07-01T09:30:59Z");
    }
}

TEST(TimeZone, NeedsNoDatabaseForUtc) {
    const Variable nowhere("TZDIR", "/nonexistent");
    EXPECT_EQ(TimeZone::find("UTC").name(), "UTC");
    EXPECT_NE(refusal_of("Europe/Berlin").hint.find("install the package tzdata"), std::string::npos);
}

TEST(TimeZone, DaysOfBerlinHaveTwentyThreeToTwentyFiveHours) {
    const TimeZone zone = TimeZone::find("Europe/Berlin");
    EXPECT_EQ(start(zone, day(2026, 1, 1)), "2025-12-31T23:00");
    EXPECT_EQ(start(zone, day(2026, 7, 1)), "2026-06-30T22:00");
    EXPECT_EQ(zone.start_of(day(2026, 3, 30)) - zone.start_of(day(2026, 3, 29)), 23h);
    EXPECT_EQ(zone.start_of(day(2026, 10, 26)) - zone.start_of(day(2026, 10, 25)), 25h);
    EXPECT_EQ(zone.start_of(day(2026, 10, 25)) - zone.start_of(day(2026, 10, 24)), 24h);
}

TEST(TimeZone, WhatTheClockNeverShowsIsTheMomentOfTheChange) {
    const TimeZone zone = TimeZone::find("Europe/Berlin");
    const local_seconds night = day(2026, 3, 29);
    EXPECT_EQ(zone.instant(night + 1h + 59min), at("2026-03-29T00:59:00Z"));
    EXPECT_EQ(zone.instant(night + 2h), at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(zone.instant(night + 2h + 30min), at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(zone.instant(night + 3h), at("2026-03-29T01:00:00Z"));
}

TEST(TimeZone, WhatTheClockShowsTwiceIsTheFirstTime) {
    const TimeZone zone = TimeZone::find("America/New_York");
    const local_seconds night = day(2026, 11, 1);
    EXPECT_EQ(zone.instant(night + 1h + 30min), at("2026-11-01T05:30:00Z"));
    EXPECT_EQ(zone.local(at("2026-11-01T05:30:00Z")), night + 1h + 30min);
    EXPECT_EQ(zone.local(at("2026-11-01T06:30:00Z")), night + 1h + 30min);
    EXPECT_EQ(zone.format(at("2026-11-01T05:30:00Z")), "2026-11-01T01:30:00-04:00");
    EXPECT_EQ(zone.format(at("2026-11-01T06:30:00Z")), "2026-11-01T01:30:00-05:00");
}

TEST(TimeZone, KnowsOffsetsOfHalfAndQuarterHours) {
    EXPECT_EQ(TimeZone::find("Asia/Kolkata").offset(at("2026-01-01T00:00:00Z")), 5h + 30min);
    EXPECT_EQ(start(TimeZone::find("Asia/Kolkata"), day(2026, 1, 1)), "2025-12-31T18:30");
    EXPECT_EQ(start(TimeZone::find("Asia/Kathmandu"), day(2026, 1, 1)), "2025-12-31T18:15");
    EXPECT_EQ(TimeZone::find("Asia/Kathmandu").day_of(at("2025-12-31T18:14:59Z")), day(2025, 12, 31));
    EXPECT_EQ(TimeZone::find("Asia/Kathmandu").day_of(at("2025-12-31T18:15:00Z")), day(2026, 1, 1));
    EXPECT_EQ(TimeZone::find("Australia/Lord_Howe").offset(at("2026-01-01T00:00:00Z")), 11h);
    EXPECT_EQ(TimeZone::find("Australia/Lord_Howe").offset(at("2026-07-01T00:00:00Z")), 10h + 30min);
}

TEST(TimeZone, ADayThatWasLeftOutHasNoLength) {
    const TimeZone zone = TimeZone::find("Pacific/Apia");
    EXPECT_EQ(start(zone, day(2011, 12, 29)), "2011-12-29T10:00");
    EXPECT_EQ(start(zone, day(2011, 12, 30)), "2011-12-30T10:00");
    EXPECT_EQ(start(zone, day(2011, 12, 31)), "2011-12-30T10:00");
    EXPECT_EQ(start(zone, day(2012, 1, 1)), "2011-12-31T10:00");
}

TEST(TimeZone, ADayWithoutMidnightBeginsAfterIt) {
    // The clocks went from 24:00 to 01:00.
    EXPECT_EQ(start(TimeZone::find("America/Sao_Paulo"), day(2018, 11, 4)), "2018-11-04T03:00");
    // And here from 01:00 back to 00:00: the first midnight counts.
    EXPECT_EQ(start(TimeZone::find("America/Havana"), day(2026, 11, 1)), "2026-11-01T04:00");
}

TEST(TimeZone, ReachesFromTheFirstYearToTheLast) {
    const TimeZone zone = TimeZone::find("Europe/Berlin");
    EXPECT_EQ(zone.local(zone.start_of(day(1, 1, 1))), local_seconds(day(1, 1, 1)));
    EXPECT_EQ(zone.local(zone.start_of(day(9999, 7, 1))), local_seconds(day(9999, 7, 1)));
    EXPECT_EQ(zone.offset(at("2500-07-01T00:00:00Z")), 2h);
}

TEST(TimeZone, SaysWhichNameIsProbablyMeant) {
    EXPECT_EQ(refusal_of("Europe/Belrin").hint, "did you mean Europe/Berlin?");
    EXPECT_EQ(refusal_of("europe/berlin").hint, "did you mean Europe/Berlin?");
    EXPECT_EQ(refusal_of("new york").hint, "did you mean America/New_York?");
    EXPECT_EQ(refusal_of("utc").hint, "did you mean UTC?");
    EXPECT_EQ(refusal_of("Local").field, "time_zone");
    EXPECT_EQ(refusal_of("nothing-of-this-kind").hint,
              "names are those of the IANA database, such as Europe/Berlin");
}

TEST(TimeZone, LooksNowhereButIntoTheDatabase) {
    const std::string bad[] = {"",
                               "/etc/localtime",
                               "/usr/share/zoneinfo/Europe/Berlin",
                               "../zoneinfo/Europe/Berlin",
                               "Europe/../Europe/Berlin",
                               "Europe//Berlin",
                               "Europe/Berlin/",
                               "Europe",
                               "file:Europe/Berlin",
                               "Fixed/UTC+01:00:00",
                               "right/Europe/Berlin",
                               "leapseconds",
                               "tzdata.zi",
                               "zone.tab",
                               std::string("Europe/Berlin\0", 14),
                               "Europe/Berlin\n",
                               std::string(100'000, 'A'),
                               "\xff\xfe"};
    for (const std::string& name : bad) EXPECT_EQ(refusal_of(name).field, "time_zone") << name;
}

TEST(TimeZone, ShowsAStrangeNameShortAndClean) {
    EXPECT_EQ(refusal_of("\x1b[31m").message, "there is no time zone \"\\x1B[31m\"");
    EXPECT_LT(refusal_of(std::string(100'000, 'x')).message.size(), 120U);
}

TEST(TimeZone, LocalIsThatOfTheVariable) {
    for (const char* value : {"Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo"}) {
        const Variable set("TZ", value);
        const TimeZone zone = TimeZone::find("local");
        EXPECT_EQ(zone.name(), "Asia/Tokyo") << value;
        EXPECT_EQ(zone.offset(at("2026-01-01T00:00:00Z")), 9h);
    }
}

TEST(TimeZone, LocalIsNeverGuessed) {
    for (const char* value : {"CET-1CEST", "local", "../etc/passwd", "/etc/passwd"}) {
        const Variable set("TZ", value);
        EXPECT_EQ(refusal_of("local").field, "time_zone") << value;
    }
}

TEST(TimeZone, LocalWithoutTheVariableIsThatOfTheMachine) {
    const Variable set("TZ", "");
    const TimeZone zone = TimeZone::find("local");
    EXPECT_EQ(zone.start_of(zone.day_of(at("2026-07-01T12:00:00Z"))) <= at("2026-07-01T12:00:00Z"), true);
}

}  // namespace
}  // namespace qrgen
