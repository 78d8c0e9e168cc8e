// SPDX-License-Identifier: MIT
#include "core/scans/period.hpp"

#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::scans {
namespace {

using namespace std::chrono_literals;

Timestamp at(std::string_view text) {
    return parse_rfc3339(text).value();
}

const Timestamp now = parse_rfc3339("2026-11-26T01:30:00Z").value();

std::string short_text(Timestamp time) {
    return format_rfc3339(time).substr(0, 16);
}

std::string interval_text(const Period& period) {
    return short_text(period.from) + ".." + short_text(period.to);
}

Period period_of(const PeriodWish& wish, const ScanSpan& span = {}) {
    return PeriodPlan(wish, now).period(span);
}

std::string named(const std::string& name, const std::string& zone = "UTC") {
    return interval_text(period_of({.period = name, .time_zone = zone}));
}

std::string dated(std::optional<std::string> from, std::optional<std::string> to,
                  const std::string& zone = "UTC") {
    return interval_text(period_of({.from = std::move(from), .to = std::move(to), .time_zone = zone}));
}

/// "field: message; …" of what is wrong.
std::string faults_of(const PeriodWish& wish) {
    try {
        const PeriodPlan plan(wish, now);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.message();
    }
    return "none";
}

std::vector<std::string> labels_of(const Period& period) {
    std::vector<std::string> labels;
    for (const Step& step : steps_of(period)) labels.push_back(step.label);
    return labels;
}

TEST(Period, NamesAreWholeDaysInUtc) {
    EXPECT_EQ(named("today"), "2026-11-26T00:00..2026-11-27T00:00");
    EXPECT_EQ(named("yesterday"), "2026-11-25T00:00..2026-11-26T00:00");
    EXPECT_EQ(named("last7days"), "2026-11-20T00:00..2026-11-27T00:00");
    EXPECT_EQ(named("last30days"), "2026-10-28T00:00..2026-11-27T00:00");
    EXPECT_EQ(named("thisMonth"), "2026-11-01T00:00..2026-11-27T00:00");
    EXPECT_EQ(named("lastMonth"), "2026-10-01T00:00..2026-11-01T00:00");
    EXPECT_EQ(named("allTime"), "2026-11-26T00:00..2026-11-27T00:00");
}

TEST(Period, NamesAreDaysOfTheZone) {
    EXPECT_EQ(named("today", "Europe/Berlin"), "2026-11-25T23:00..2026-11-26T23:00");
    // There it is still the day before.
    EXPECT_EQ(named("today", "America/New_York"), "2026-11-25T05:00..2026-11-26T05:00");
    EXPECT_EQ(named("lastMonth", "Europe/Berlin"), "2026-09-30T22:00..2026-10-31T23:00");
    EXPECT_EQ(named("today", "Asia/Kathmandu"), "2026-11-25T18:15..2026-11-26T18:15");
}

TEST(Period, WithoutAWishItIsTheLastThirtyDays) {
    const Period period = period_of({});
    EXPECT_EQ(period.name, "last30days");
    EXPECT_EQ(period.zone.name(), "UTC");
    EXPECT_EQ(interval_text(period), named("last30days"));
}

TEST(Period, AllTimeReachesOverAllScans) {
    using std::chrono::sys_days;
    const PeriodWish wish{.period = "allTime", .time_zone = "America/New_York"};
    const auto from = std::chrono::floor<std::chrono::days>(at("2024-02-10"));
    const auto to = std::chrono::floor<std::chrono::days>(at("2026-11-20"));
    EXPECT_EQ(interval_text(period_of(wish, {{from, to}})), "2024-02-09T05:00..2026-11-26T05:00");
    // Clocks that were ahead have left scans in the future.
    const auto late = std::chrono::floor<std::chrono::days>(at("2027-01-01"));
    EXPECT_EQ(interval_text(period_of(wish, {{from, late}})), "2024-02-09T05:00..2027-01-02T05:00");
    const auto early = std::chrono::floor<std::chrono::days>(at("1601-01-01"));
    EXPECT_EQ(interval_text(period_of({.period = "allTime"}, {{early, to}})),
              "1926-11-27T00:00..2026-11-27T00:00");
}

TEST(Period, DatesAreWholeDaysBothIncluded) {
    EXPECT_EQ(dated("2026-01-01", "2026-01-31"), "2026-01-01T00:00..2026-02-01T00:00");
    EXPECT_EQ(dated("2026-03-29", "2026-03-29", "Europe/Berlin"), "2026-03-28T23:00..2026-03-29T22:00");
    EXPECT_EQ(dated("2026-11-26", {}), "2026-11-26T00:00..2026-11-27T00:00");
    EXPECT_EQ(dated({}, "2026-01-31"), "2026-01-02T00:00..2026-02-01T00:00");
    EXPECT_EQ(dated({}, "0001-01-05"), "0001-01-01T00:00..0001-01-06T00:00");
    EXPECT_EQ(period_of({.from = "2026-01-01"}).name, "");
}

TEST(Period, InstantsAreTakenAsTheyAre) {
    EXPECT_EQ(dated("2026-01-01T09:15:00+01:00", "2026-01-01T12:00Z"), "2026-01-01T08:15..2026-01-01T12:00");
    EXPECT_EQ(dated("2026-01-01T09:15:00Z", "2026-01-01", "Europe/Berlin"),
              "2026-01-01T09:15..2026-01-01T23:00");
}

TEST(Period, SaysWhatIsWrong) {
    EXPECT_EQ(
        faults_of({.period = "lastWeek"}),
        "period: must be one of today, yesterday, last7days, last30days, thisMonth, lastMonth, allTime");
    EXPECT_EQ(faults_of({.period = "today", .from = "2026-01-01"}),
              "period: goes together with neither from nor to");
    EXPECT_EQ(faults_of({.from = "2026-01-02", .to = "2026-01-01"}), "from: must not be after to");
    EXPECT_EQ(faults_of({.from = "2026-11-27"}), "from: must not be after today");
    EXPECT_EQ(faults_of({.from = "2026-01-01T00:00Z", .to = "2026-01-01T00:00Z"}),
              "from: must not be after to");
    EXPECT_EQ(faults_of({.from = "1926-11-26"}), "from: must be at most 100 years before the end");
    EXPECT_EQ(faults_of({.from = "1926-11-27"}), "none");
    EXPECT_EQ(faults_of({.from = "0000-12-31", .to = "9999-12-31"}),
              "to: must be from 0001-01-01 to 9999-12-30; from: must be from 0001-01-01 to 9999-12-30");
    EXPECT_EQ(faults_of({.from = "2026-01-01T09:10Z"}),
              "from: must be on a quarter of an hour, such as 09:00, 09:15, 09:30 or 09:45");
}

TEST(Period, SaysEverythingThatIsWrongAtOnce) {
    const std::string faults = faults_of({.from = "x", .to = "y", .time_zone = "Mars"});
    for (const char* field : {"from: ", "to: ", "time_zone: "}) {
        EXPECT_NE(faults.find(field), std::string::npos) << faults;
    }
}

TEST(Period, RefusesWhatIsNeitherDateNorInstant) {
    for (const std::string text :
         {"", "2026-02-30", "2026-1-1", "20260101", "2026-01-01T09:00", "2026-01-01T09:00:00",
          "2026-01-01T25:00Z", "yesterday", "2026-01-01\n", "-001-01-01", "99999-01-01"}) {
        EXPECT_EQ(faults_of({.from = text}).substr(0, 21), "from: must be a date ") << text;
    }
}

TEST(Period, StepsAreHoursDaysOrMonths) {
    EXPECT_EQ(period_of({.from = "2026-01-01", .to = "2026-01-02"}).interval(), Interval::hour);
    EXPECT_EQ(period_of({.from = "2026-01-01", .to = "2026-01-03"}).interval(), Interval::day);
    EXPECT_EQ(period_of({.from = "2024-01-01", .to = "2024-12-31"}).interval(), Interval::day);
    EXPECT_EQ(period_of({.from = "2024-01-01", .to = "2025-01-01"}).interval(), Interval::month);
    // Two days with 49 hours.
    EXPECT_EQ(period_of({.from = "2026-10-24", .to = "2026-10-25", .time_zone = "Europe/Berlin"}).interval(),
              Interval::hour);
}

TEST(Steps, OfADayAreItsHours) {
    const auto labels = labels_of(period_of({.period = "today"}));
    ASSERT_EQ(labels.size(), 24U);
    EXPECT_EQ(labels.front(), "2026-11-26T00:00:00Z");
    EXPECT_EQ(labels.back(), "2026-11-26T23:00:00Z");
}

TEST(Steps, TheHourThatIsShownTwiceHasTwo) {
    const auto labels =
        labels_of(period_of({.from = "2026-10-25", .to = "2026-10-25", .time_zone = "Europe/Berlin"}));
    ASSERT_EQ(labels.size(), 25U);
    EXPECT_EQ(labels[2], "2026-10-25T02:00:00+02:00");
    EXPECT_EQ(labels[3], "2026-10-25T02:00:00+01:00");
    EXPECT_EQ(labels[4], "2026-10-25T03:00:00+01:00");
    const auto spring =
        labels_of(period_of({.from = "2026-03-29", .to = "2026-03-29", .time_zone = "Europe/Berlin"}));
    ASSERT_EQ(spring.size(), 23U);
    EXPECT_EQ(spring[2], "2026-03-29T03:00:00+02:00");
}

TEST(Steps, OfMonthsAreCutOffByThePeriod) {
    const auto steps = steps_of(period_of({.from = "2024-01-15", .to = "2025-02-10"}));
    ASSERT_EQ(steps.size(), 14U);
    EXPECT_EQ(steps.front(), (Step{at("2024-01-15"), at("2024-02-01"), "2024-01"}));
    EXPECT_EQ(steps.back(), (Step{at("2025-02-01"), at("2025-02-11"), "2025-02"}));
}

TEST(Steps, ADayThatWasLeftOutHasNone) {
    EXPECT_EQ(labels_of(period_of({.from = "2011-12-28", .to = "2012-01-01", .time_zone = "Pacific/Apia"})),
              (std::vector<std::string>{"2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"}));
    EXPECT_EQ(faults_of({.from = "2011-12-30", .to = "2011-12-30", .time_zone = "Pacific/Apia"}),
              "from: must not be after to");
}

// Whatever the zone and the year: from the beginning to the end, without gaps, each with a label of its own,
// on quarters of an hour.
TEST(Steps, HaveNoGaps) {
    const struct {
        const char* zone;
        const char* from;
        const char* to;
    } cases[] = {{"Europe/Berlin", "2026-01-01", "2026-12-31"},
                 {"Europe/Berlin", "1891-01-01", "1894-12-31"},
                 {"Europe/Amsterdam", "1930-01-01", "1940-12-31"},
                 {"Africa/Monrovia", "1972-01-06", "1972-01-07"},
                 {"Africa/Monrovia", "1972-01-06", "1972-01-12"},
                 {"Australia/Lord_Howe", "2026-04-04", "2026-04-05"},
                 {"Australia/Lord_Howe", "2026-10-03", "2026-10-04"},
                 {"Asia/Kathmandu", "1985-12-31", "1986-01-01"},
                 {"America/St_Johns", "2006-10-28", "2006-10-29"},
                 {"America/St_Johns", "2006-10-01", "2006-11-30"},
                 {"America/Sao_Paulo", "2018-11-03", "2018-11-04"},
                 {"Pacific/Apia", "2011-12-29", "2011-12-31"},
                 {"Asia/Tokyo", "0001-01-01", "0100-12-31"},
                 {"America/New_York", "9899-12-31", "9999-12-30"}};
    for (const auto& wanted : cases) {
        SCOPED_TRACE(std::string(wanted.zone) + " " + wanted.from);
        const Period period = period_of({.from = wanted.from, .to = wanted.to, .time_zone = wanted.zone});
        const auto steps = steps_of(period);
        ASSERT_FALSE(steps.empty());
        EXPECT_LE(steps.size(), 1201U);
        EXPECT_EQ(steps.front().start, period.from);
        EXPECT_EQ(steps.back().end, period.to);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            EXPECT_LT(steps[i].start, steps[i].end);
            EXPECT_EQ(steps[i].start.time_since_epoch() % 15min, 0us);
            if (i == 0) continue;
            EXPECT_EQ(steps[i].start, steps[i - 1].end);
            EXPECT_NE(steps[i].label, steps[i - 1].label);
        }
    }
}

}  // namespace
}  // namespace qrgen::scans
