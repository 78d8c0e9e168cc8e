// SPDX-License-Identifier: MIT
#include "core/scans/moment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::scans {
namespace {

using testing::ElementsAre;

std::string shown(const std::optional<Timestamp>& time) {
    return time ? format_rfc3339(*time) : "none";
}

std::vector<std::string> faults_of(const TimesWish& wish) {
    std::vector<std::string> fields;
    try {
        read_times(wish);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        for (const Fault& fault : error.faults()) fields.push_back(fault.field);
    }
    return fields;
}

TEST(ScanTimes, DaysAreWholeInTheirTimeZone) {
    const Times utc = read_times({.from = "2026-11-22", .to = "2026-11-22"});
    EXPECT_EQ(shown(utc.from), "2026-11-22T00:00:00.000000Z");
    EXPECT_EQ(shown(utc.to), "2026-11-23T00:00:00.000000Z");
    const Times berlin = read_times({.from = "2026-10-25", .to = "2026-10-25", .time_zone = "Europe/Berlin"});
    EXPECT_EQ(shown(berlin.from), "2026-10-24T22:00:00.000000Z");
    EXPECT_EQ(shown(berlin.to), "2026-10-25T23:00:00.000000Z");
}

TEST(ScanTimes, InstantsAreTakenToTheMicrosecond) {
    const Times times = read_times({.from = "2026-11-22T09:30:00.000001Z",
                                    .to = "2026-11-22T11:31:00+01:00",
                                    .time_zone = "Asia/Tokyo"});
    EXPECT_EQ(shown(times.from), "2026-11-22T09:30:00.000001Z");
    EXPECT_EQ(shown(times.to), "2026-11-22T10:31:00.000000Z");
}

TEST(ScanTimes, NoneMeansAll) {
    const Times times = read_times({});
    EXPECT_EQ(shown(times.from), "none");
    EXPECT_EQ(shown(times.to), "none");
    EXPECT_EQ(shown(read_times({.to = "0001-01-01"}).from), "none");
}

TEST(ScanTimes, AllThatIsWrongIsToldAtOnce) {
    EXPECT_THAT(faults_of({.from = "today", .to = "2026-02-29", .time_zone = "Europe/Atlantis"}),
                ElementsAre("time_zone", "from", "to"));
    for (const char* const text : {"", "2026-1-1", "2026-01-01T09:30", "0000-12-31", "9999-12-31",
                                   "2026-01-01 ", "2026-01-01T24:00Z", "' OR 1=1", "\xff"}) {
        EXPECT_THAT(faults_of({.from = text}), ElementsAre("from")) << text;
    }
    EXPECT_THAT(faults_of({.from = "2026-01-02", .to = "2026-01-01"}), ElementsAre("from"));
    EXPECT_THAT(faults_of({.from = "2026-01-01T00:00Z", .to = "2026-01-01T00:00Z"}), ElementsAre("from"));
    EXPECT_THAT(faults_of({.from = "2026-01-01", .to = "2026-01-01"}), ElementsAre());
}

}  // namespace
}  // namespace qrgen::scans
