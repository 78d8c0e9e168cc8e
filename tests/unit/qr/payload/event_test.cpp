// SPDX-License-Identifier: MIT
#include "core/qr/payload/event.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;
using testing::HasSubstr;
using testing::Not;

const test::Fields party{{"summary", "Party"}, {"start", "2026-11-22T18:00"}, {"uid", "1@example.com"}};

std::string calendar(const std::string& stamp, const std::string& properties) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qrgen//qrgen//"
           "EN\r\nBEGIN:VEVENT\r\nUID:1@example.com\r\n"
           "DTSTAMP:" +
           stamp + "\r\n" + properties + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string problem(const std::string& field, const std::string& value) {
    return error_of("event", with(party, field, value)).message();
}

TEST(EventTest, ATimeWithoutZoneIsThatOfTheClocksThere) {
    EXPECT_EQ(build("event", party),
              calendar("20261122T180000Z", "DTSTART:20261122T180000\r\nSUMMARY:Party\r\n"));
}

TEST(EventTest, ATimeWithOffsetIsWrittenInUtc) {
    for (const std::string start :
         {"2026-11-22T17:00:00Z", "2026-11-22T18:00+01:00", "2026-11-22 12:00-05:00"}) {
        EXPECT_EQ(build("event", with(party, "start", start)),
                  calendar("20261122T170000Z", "DTSTART:20261122T170000Z\r\nSUMMARY:Party\r\n"))
            << start;
    }
    EXPECT_THAT(build("event", with(party, "start", "2026-12-31T23:30-01:00")),
                HasSubstr("DTSTART:20270101T003000Z"));
}

TEST(EventTest, AZoneIsNamed) {
    EXPECT_EQ(
        build("event", with(with(party, "time-zone", "Europe/Berlin"), "end", "2026-11-22T23:30:15")),
        calendar("20261122T180000Z",
                 "DTSTART;TZID=Europe/Berlin:20261122T180000\r\nDTEND;TZID=Europe/Berlin:20261122T233015\r\n"
                 "SUMMARY:Party\r\n"));
}

TEST(EventTest, WholeDays) {
    const test::Fields day = with(party, "start", "2026-12-31");
    EXPECT_EQ(build("event", day),
              calendar("20261231T000000Z", "DTSTART;VALUE=DATE:20261231\r\nSUMMARY:Party\r\n"));
    EXPECT_EQ(build("event", with(day, "all-day", "yes")), build("event", day));
    EXPECT_EQ(build("event", with(party, "all-day", "no")), build("event", party));
    // The last day is part of the event; the standard writes the one behind it.
    EXPECT_THAT(build("event", with(day, "end", "2026-12-31")), HasSubstr("DTEND;VALUE=DATE:20270101\r\n"));
    EXPECT_THAT(build("event", with(day, "end", "2027-02-28")), HasSubstr("DTEND;VALUE=DATE:20270301\r\n"));
}

TEST(EventTest, AllOfIt) {
    EXPECT_EQ(
        build("event", with(with(with(with(party, "location", "Town, Hall; 1"), "description", "a\nb\\c"),
                                 "url", "https://example.com/a;b,c"),
                            "end", "2026-11-23T02:00")),
        calendar(
            "20261122T180000Z",
            "DTSTART:20261122T180000\r\nDTEND:20261123T020000\r\nSUMMARY:Party\r\n"
            "LOCATION:Town\\, Hall\\; 1\r\nDESCRIPTION:a\\nb\\\\c\r\nURL:https://example.com/a;b,c\r\n"));
}

TEST(EventTest, TheUidIsTheSameForTheSameEvent) {
    const test::Fields event = with(party, "uid", "");
    const auto uid_of = [](const std::string& text) {
        const std::size_t start = text.find("UID:");
        return text.substr(start, text.find('\r', start) - start);
    };
    EXPECT_EQ(build("event", event), build("event", event));
    EXPECT_EQ(uid_of(build("event", event)), "UID:1e5ec6fe024e805c@qrgen");  // also in versions to come
    EXPECT_NE(uid_of(build("event", event)), uid_of(build("event", with(event, "location", "here"))));
    EXPECT_NE(uid_of(build("event", event)),
              uid_of(build("event", with(event, "start", "2026-11-22T18:01"))));
    EXPECT_THAT(build("event", with(party, "uid", "a;b")), HasSubstr("\r\nUID:a\\;b\r\n"));
}

TEST(EventTest, TimesAreChecked) {
    for (const std::string time :
         {"2026-11-31T18:00", "2026-11-22T24:01", "2026-11-22T18", "18:00", "tomorrow", "20261122T180000",
          "2026-11-22T18:00:00.5", "2026-11-22T18:00+1", " 2026-11-22"}) {
        EXPECT_EQ(problem("start", time), "event.start: is no time or date") << time;
        EXPECT_EQ(problem("end", time), "event.end: is no time or date") << time;
    }
    EXPECT_EQ(problem("start", "9999-01-01"), "event.start: is too far away");
    EXPECT_EQ(error_of("event", with(with(party, "start", "2026-01-01"), "end", "9999-12-31")).message(),
              "event.end: is too far away");
    EXPECT_EQ(error_of("event", {{"summary", "x"}}).message(), "event.start: is missing");
    EXPECT_EQ(error_of("event", {{"start", "2026-01-01"}}).message(), "event.summary: is missing");
}

TEST(EventTest, TheEndIsBehindTheStart) {
    EXPECT_EQ(problem("end", "2026-11-22T17:59"), "event.end: must be after start");
    EXPECT_EQ(problem("end", "2026-11-22T18:00"), "event.end: must be after start");
    EXPECT_NO_THROW(build("event", with(party, "end", "2026-11-22T18:01")));
    EXPECT_EQ(error_of("event", with(with(party, "start", "2026-11-22"), "end", "2026-11-21")).message(),
              "event.end: must be after start");
    const std::string form =
        "event.end: must be of the same form as start: both dates, both with Z or an offset, or both without";
    EXPECT_EQ(problem("end", "2026-11-23"), form);
    EXPECT_EQ(problem("end", "2026-11-23T18:00Z"), form);
}

TEST(EventTest, ZonesAndWholeDaysAreChecked) {
    const test::Fields utc = with(party, "start", "2026-11-22T18:00Z");
    const test::Fields day = with(party, "start", "2026-11-22");
    EXPECT_EQ(error_of("event", with(utc, "time-zone", "Europe/Berlin")).message(),
              "event.time-zone: is given, but start has its own");
    EXPECT_EQ(error_of("event", with(day, "time-zone", "Europe/Berlin")).message(),
              "event.time-zone: has no meaning for whole days");
    for (const std::string zone : {"Europe/Berlin:X", "a;b", "+01:00", "\"x\"", "a b", "Zürich"}) {
        EXPECT_EQ(problem("time-zone", zone), "event.time-zone: is no name of a time zone") << zone;
    }
    EXPECT_EQ(problem("all-day", "yes"), "event.all-day: is yes, but start has a time");
    EXPECT_EQ(error_of("event", with(day, "all-day", "no")).message(),
              "event.all-day: is no, but start has no time");
    EXPECT_EQ(problem("url", "example.com"), "event.url: is no complete address");
}

}  // namespace
}  // namespace qrgen::qr
