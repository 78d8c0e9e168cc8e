// SPDX-License-Identifier: MIT
#include "core/base/calendar_span.hpp"

#include <gtest/gtest.h>

namespace qrgen {
namespace {

using namespace std::chrono;

sys_days before(sys_days day, const char* span) {
    return day_before(day, parse_calendar_span(span).value());
}

TEST(CalendarSpan, UnitsHaveLongAndShortNames) {
    for (const char* const text : {"90d", "90days", "90 day", "90DAYS", "090d"})
        EXPECT_EQ(parse_calendar_span(text), (CalendarSpan{months(0), days(90)})) << text;
    for (const char* const text : {"2w", "2week", "2 weeks"})
        EXPECT_EQ(parse_calendar_span(text), (CalendarSpan{months(0), days(14)})) << text;
    for (const char* const text : {"13month", "13 Months"})
        EXPECT_EQ(parse_calendar_span(text), (CalendarSpan{months(13), days(0)})) << text;
    for (const char* const text : {"2y", "2year", "2years", "24months"})
        EXPECT_EQ(parse_calendar_span(text), (CalendarSpan{months(24), days(0)})) << text;
}

TEST(CalendarSpan, AnythingElseIsNone) {
    for (const char* const text : {"",           " ",
                                   "d",          "days",
                                   "0d",         "0days",
                                   "-1d",        "+1d",
                                   "1",          "1m",
                                   "1min",       "1h",
                                   "1.5d",       "1  day",
                                   " 1day",      "1day ",
                                   "1daysx",     "101y",
                                   "1201months", "36526days",
                                   "5218w",      "99999999999999999999d",
                                   "0x1d",       "1\nday",
                                   "1\xff"})
        EXPECT_FALSE(parse_calendar_span(text)) << text;
    EXPECT_TRUE(parse_calendar_span("100years"));
    EXPECT_TRUE(parse_calendar_span("36525days"));
}

TEST(CalendarSpan, MonthsAreThoseOfTheCalendar) {
    EXPECT_EQ(before(2026y / November / 26, "13months"), sys_days(2025y / October / 26));
    EXPECT_EQ(before(2026y / March / 31, "1month"), sys_days(2026y / February / 28));
    EXPECT_EQ(before(2024y / March / 31, "1month"), sys_days(2024y / February / 29));
    EXPECT_EQ(before(2024y / February / 29, "1year"), sys_days(2023y / February / 28));
    EXPECT_EQ(before(2026y / January / 15, "1month"), sys_days(2025y / December / 15));
    EXPECT_EQ(before(2026y / March / 1, "1day"), sys_days(2026y / February / 28));
    EXPECT_EQ(before(2026y / January / 1, "2weeks"), sys_days(2025y / December / 18));
}

}  // namespace
}  // namespace qrgen
