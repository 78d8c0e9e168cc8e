// SPDX-License-Identifier: MIT
#include "cmd/chart.hpp"

#include <cstdint>
#include <sstream>

#include <gtest/gtest.h>

#include "cmd/terminal.hpp"

namespace qrgen::cmd {
namespace {

const ChartStyle ascii{.width = 40, .is_utf8 = false};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::vector<ChartColumn> days(int count, std::int64_t all, std::int64_t part) {
    std::vector<ChartColumn> columns;
    for (int i = 0; i < count; ++i) {
        const std::string day = std::to_string(i % 28 + 1);
        columns.push_back({"01-" + std::string(day.size() < 2 ? "0" : "") + day, all, part});
    }
    return columns;
}

TEST(ShortNumber, HasAtMostFiveCharacters) {
    EXPECT_EQ(short_number(0), "0");
    EXPECT_EQ(short_number(999), "999");
    EXPECT_EQ(short_number(1000), "1k");
    EXPECT_EQ(short_number(1234), "1.2k");
    EXPECT_EQ(short_number(9999), "9.9k");
    EXPECT_EQ(short_number(10'000), "10k");
    EXPECT_EQ(short_number(999'999), "999k");
    EXPECT_EQ(short_number(3'400'000), "3.4M");
    EXPECT_EQ(short_number(INT64_MAX), "9.2E");
}

TEST(ColumnChart, ShowsPartAndRest) {
    const auto chart = column_chart({{"a", 4, 4}, {"b", 4, 2}, {"c", 2, 0}, {"d", 0, 0}}, 4, ascii);
    EXPECT_EQ(chart.columns_each, 1);
    EXPECT_EQ(chart.text,
              "5|\n"
              " |####### :::::::\n"
              " |####### ####### :::::::\n"
              " |####### ####### :::::::\n"
              "0+--------------------------------\n"
              "  a       b       c       d\n");
}

TEST(ColumnChart, OfNothingIsEmptyAndOfZerosAnAxis) {
    EXPECT_EQ(column_chart({}, 4, ascii).text, "");
    EXPECT_EQ(column_chart({{"a", 0, 0}}, 2, ascii).text,
              "1|\n"
              " |\n"
              "0+--------\n"
              "  a\n");
}

TEST(ColumnChart, WhateverIsMoreThanNothingIsSeen) {
    const auto lines = lines_of(column_chart({{"a", 1, 1}, {"b", INT64_MAX, 0}}, 3, ascii).text);
    EXPECT_EQ(lines[0].substr(0, 5), "9.2E|");
    EXPECT_EQ(lines[2], "    |####### :::::::");
}

TEST(ColumnChart, NoLineIsWiderThanAskedFor) {
    for (const bool is_utf8 : {false, true}) {
        for (int width = 20; width <= 220; width += 9) {
            for (const int count : {1, 2, 7, 24, 30, 50, 366, 1201}) {
                for (const std::int64_t all : {std::int64_t(0), std::int64_t(7), INT64_MAX / 1300}) {
                    const ChartStyle style{.width = width, .is_utf8 = is_utf8};
                    const auto chart = column_chart(days(count, all, all / 2), 5, style);
                    const auto lines = lines_of(chart.text);
                    ASSERT_EQ(lines.size(), 7U);
                    for (const std::string& line : lines) {
                        ASSERT_LE(display_width(line), width) << count << " columns, " << all << ":\n"
                                                              << chart.text;
                    }
                    ASSERT_GE(chart.columns_each * (width - 6), count);
                }
            }
        }
    }
}

TEST(ColumnChart, AddsUpWhatDoesNotFit) {
    const auto chart = column_chart(days(100, 1, 0), 2, {.width = 40, .is_utf8 = false});
    EXPECT_EQ(chart.columns_each, 3);
    // A sum of three, and the last one of one.
    EXPECT_EQ(lines_of(chart.text)[0].substr(0, 2), "5|");
}

TEST(ColumnChart, LabelsAreThinnedAndNeverTouch) {
    const auto lines = lines_of(column_chart(days(28, 1, 0), 1, ascii).text);
    EXPECT_EQ(lines.back(), "  01-01  01-08  01-15  01-22");
}

TEST(ColumnChart, BlocksAreEighthsOfACell) {
    const ChartStyle blocks{.width = 20, .is_utf8 = true};
    const auto lines = lines_of(column_chart({{"a", 1, 1}, {"b", 8, 8}, {"c", 10, 0}}, 1, blocks).text);
    EXPECT_EQ(lines[0], "10┤▁▁▁ ▆▆▆ ░░░");
    EXPECT_EQ(lines[1], " 0└────────────");
}

TEST(ColumnChart, ColoursAreSwitchedOff) {
    const ChartStyle colours{.width = 20, .is_utf8 = true, .colours = true};
    const auto text = column_chart({{"a", 1, 1}, {"b", 1, 0}}, 1, colours).text;
    EXPECT_NE(text.find("\x1b[32m██████\x1b[0m"), std::string::npos);
    EXPECT_NE(text.find("\x1b[33m██████\x1b[0m"), std::string::npos);
    EXPECT_EQ(column_chart({{"a", 1, 1}}, 1, {.width = 20}).text.find('\x1b'), std::string::npos);
}

TEST(BarList, ShowsNameNumberAndBar) {
    EXPECT_EQ(bar_list({{"iPhone", 1234}, {"Android", 617}, {"PC", 1}}, ascii),
              "iPhone   1.2k  #########################\n"
              "Android   617  #############\n"
              "PC          1  #\n");
    EXPECT_EQ(bar_list({}, ascii), "");
}

TEST(BarList, NoLineIsWiderThanAskedFor) {
    for (const bool is_utf8 : {false, true}) {
        for (int width = 20; width <= 220; ++width) {
            const ChartStyle style{.width = width, .is_utf8 = is_utf8};
            const std::string text =
                bar_list({{std::string(300, 'x'), INT64_MAX}, {"菜单菜单菜单菜单", 3}, {"", 0}}, style);
            for (const std::string& line : lines_of(text)) ASSERT_LE(display_width(line), width) << text;
        }
    }
}

}  // namespace
}  // namespace qrgen::cmd
