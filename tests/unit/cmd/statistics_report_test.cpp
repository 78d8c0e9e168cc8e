// SPDX-License-Identifier: MIT
#include "cmd/statistics_report.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "cmd/terminal.hpp"

namespace qrgen::cmd {
namespace {

const char* const period = R"("period": {"name": "last7days", "from": "2026-01-01T00:00:00.000000Z",
    "to": "2026-01-04T00:00:00.000000Z", "time_zone": "UTC", "interval": "day", "scans": 12, "genuine_scans": 9,
    "bot_scans": 1, "unique_visitors": 8, "lists_from": "2026-01-01", "lists_to": "2026-01-03"},
    "series": {"labels": ["2026-01-01", "2026-01-02", "2026-01-03"], "all_scans": [5, 0, 7], "genuine_scans": [4, 0, 5]},
    "devices": [{"name": "iPhone", "count": 7}, {"name": "\u001b[31mred\u202e", "count": 2}],
    "systems": [], "browsers": [], "countries": [], "referrers": [])";

const char* const totals = R"("total_scans": 40, "genuine_scans": 27, "genuine_share": 0.675, "bot_scans": 2,
    "unique_visitors": 30, "first_scan_on": "2025-11-01")";

Record code_statistics(const std::string& title = "Menu") {
    return Record::parse(R"({"id": "00000000-0000-7000-8000-000000000001", "short_id": "menu", "title": ")" +
                         title + R"(", )" + totals +
                         R"(, "first_genuine_scan_at": null, "last_scan_at": "2026-01-03T10:00:00.000000Z",
    "last_genuine_scan_at": null, )" +
                         period + "}");
}

Record all_statistics() {
    const std::string code =
        R"({"id": "00000000-0000-7000-8000-000000000001", "short_id": null, "title": "Menu of the hall",
    "created_at": "2025-01-01T00:00:00.000000Z", "scan_count": 40, "last_scan_at": null})";
    return Record::parse(std::string("{") + totals + R"(, "last_scan_on": "2026-01-03",
    "codes": {"total": 2, "static": 1, "dynamic": 1, "disabled": 0}, )" +
                         period + R"(, "most_scanned": [)" + code + R"(], "newest": [)" + code +
                         R"(], "dead_codes": {"dead_after": 90, "count": 1,
    "longest_unscanned": [)" +
                         code + "]}}");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(StatisticsReport, PlainTextIsAligned) {
    const std::string text = plain_report(code_statistics());
    EXPECT_NE(text.find("\ngenuine_share          67.5 %\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\nperiod\nname             last7days\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\nlabel       all_scans  genuine_scans\n"
                        "2026-01-01  5          4\n"
                        "2026-01-02  0          0\n"
                        "2026-01-03  7          5\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("\ndevices              count\niPhone               7\n"), std::string::npos)
        << text;
    EXPECT_EQ(text.find("systems"), std::string::npos);
}

TEST(StatisticsReport, OfAllCodesNamesThem) {
    const std::string text = plain_report(all_statistics());
    EXPECT_NE(text.find("\ncodes\ntotal     2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\ndead_codes  1\ndead_after  90\n"), std::string::npos) << text;
    for (const char* heading : {"\nmost_scanned ", "\nnewest ", "\nlongest_unscanned "}) {
        EXPECT_NE(text.find(heading), std::string::npos) << text;
    }
    EXPECT_NE(text.find("00000000-0000-7000-8000-000000000001  40"), std::string::npos) << text;
}

TEST(StatisticsReport, DrawnItBeginsWithWhatMattersMost) {
    const std::string text = drawn_report(code_statistics(), {.width = 60, .is_utf8 = false});
    EXPECT_EQ(text.substr(0, text.find("\n#")),
              "menu  Menu\n"
              "40 scans, 27 genuine (67.5 %), 2 by bots, 30 visitors,\n"
              "first on 2025-11-01, last on 2026-01-03\n"
              "\n"
              "last7days, 2026-01-01 to 2026-01-03, UTC\n"
              "12 scans, 9 genuine, 1 by bots, 8 visitors\n");
}

TEST(StatisticsReport, WhatIsKnownByUtcDaysOnlyIsSaidElsewhere) {
    Record statistics = code_statistics();
    statistics["period"]["from"] = "2025-12-31T18:30:00.000000Z";
    EXPECT_NE(drawn_report(statistics, {.width = 80, .is_utf8 = false})
                  .find("visitors\nbots, visitors and lists are of whole days in UTC, "),
              std::string::npos);
}

TEST(StatisticsReport, NoLineIsWiderThanTheTerminal) {
    for (const Record& statistics : {code_statistics(std::string(100, 'x')), all_statistics()}) {
        for (int width = 20; width <= 200; ++width) {
            for (const bool is_utf8 : {false, true}) {
                for (const std::string& line :
                     lines_of(drawn_report(statistics, {.width = width, .is_utf8 = is_utf8}))) {
                    ASSERT_LE(display_width(line), width) << line;
                }
            }
        }
    }
}

TEST(StatisticsReport, StrangeNamesAreEscaped) {
    for (const std::string& text :
         {plain_report(code_statistics()), drawn_report(code_statistics(), {.width = 200})}) {
        EXPECT_NE(text.find("\\x1B[31mred\\u{202E}"), std::string::npos) << text;
        EXPECT_EQ(text.find('\x1b'), std::string::npos);
    }
}

TEST(StatisticsReport, OfNothingIsShort) {
    Record statistics = code_statistics();
    statistics["genuine_share"] = nullptr;
    statistics["first_scan_on"] = nullptr;
    EXPECT_NE(drawn_report(statistics, {}).find("menu  Menu\nno scans\n"), std::string::npos);
}

TEST(StatisticsReport, SeriesHaveARecordForEachStep) {
    const RecordList list = series_records(code_statistics());
    ASSERT_EQ(list.items.size(), 3U);
    EXPECT_EQ(to_json_line(list.items[2]), R"({"label":"2026-01-03","all_scans":7,"genuine_scans":5})");
}

}  // namespace
}  // namespace qrgen::cmd
