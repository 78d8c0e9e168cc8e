// SPDX-License-Identifier: MIT
//
// Charts made of characters. All functions are pure; names and labels must be printable UTF-8. No line is
// wider than asked for, from 20 cells on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace qrgen::cmd {

struct ChartStyle {
    int width = 80;        // cells
    bool is_utf8 = true;   // block characters, otherwise ASCII
    bool colours = false;  // ANSI colours
};

/// "999", "1k", "1.2k", "12k", "3.4M", "9.2E": at most five characters, cut rather than rounded.
std::string short_number(std::int64_t number);

struct ChartColumn {
    std::string label;     // short, of one cell a character
    std::int64_t all = 0;  // at least `part`
    std::int64_t part = 0;
};

/// Columns on an axis, the part below the rest. Whatever is more than nothing is seen. Where there are more
/// columns than cells, several in a row are added up; `columns_each` tells how many. Labels are thinned to
/// fit. A chart of nothing is empty.
struct ColumnChart {
    std::string text;  // lines
    int columns_each = 1;
};
ColumnChart column_chart(const std::vector<ChartColumn>& columns, int height, const ChartStyle& style);

/// What the two kinds of filling of column_chart() stand for: one line without its end.
std::string chart_legend(const std::string& part, const std::string& rest, const ChartStyle& style);

struct Bar {
    std::string name;
    std::int64_t count = 0;
};

/// A line each: name, bar, number. Names are cut to a third of the width.
std::string bar_list(const std::vector<Bar>& bars, const ChartStyle& style);

}  // namespace qrgen::cmd
