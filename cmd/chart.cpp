// SPDX-License-Identifier: MIT
#include "cmd/chart.hpp"

#include <algorithm>
#include <array>

#include "cmd/terminal.hpp"

namespace qrgen::cmd {
namespace {

constexpr int eighths = 8;  // of a cell
constexpr int widest_column = 8;
constexpr const char* part_colour = "\x1b[32m";
constexpr const char* rest_colour = "\x1b[33m";
constexpr const char* no_colour = "\x1b[0m";

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

std::string spaces(int count) {
    return repeated(" ", count);
}

std::string right_aligned(const std::string& text, int width) {
    return spaces(width - display_width(text)) + text;
}

void trim_right(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

// Least number of the form 1, 2 or 5 times a power of ten that is not below; the greatest number has none.
std::int64_t round_limit(std::int64_t most) {
    for (std::int64_t power = 1; power <= most && power <= INT64_MAX / 100; power *= 10) {
        for (const std::int64_t step : {1, 2, 5, 10}) {
            if (power * step >= most) return power * step;
        }
    }
    return std::max<std::int64_t>(most, 1);
}

// How many eighths of cells stand for `count`: none for nothing only.
int eighths_of(std::int64_t count, std::int64_t limit, int cells) {
    if (count <= 0) return 0;
    const double share = static_cast<double>(count) / static_cast<double>(limit);
    return std::clamp(static_cast<int>(share * cells * eighths + 0.5), 1, cells * eighths);
}

std::string coloured(const std::string& text, const char* colour, const ChartStyle& style) {
    return style.colours ? colour + text + no_colour : text;
}

// So many cells next to each other, filled up to some height.
std::string filling(int filled, bool is_part, int cells, const ChartStyle& style) {
    static constexpr std::array<const char*, eighths + 1> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    if (filled == 0) return spaces(cells);
    std::string cell = is_part ? "#" : ":";
    if (style.is_utf8) {
        const bool has_blocks = is_part || style.colours;
        cell = has_blocks ? blocks.at(static_cast<std::size_t>(filled)) : "░";
    }
    return coloured(repeated(cell, cells), is_part ? part_colour : rest_colour, style);
}

class Columns {
  public:
    Columns(const std::vector<ChartColumn>& columns, int height, const ChartStyle& style)
        : height_(height), style_(style) {
        const int count = static_cast<int>(columns.size());
        for (const ChartColumn& column : columns) limit_ = std::max(limit_, column.all);
        // Sums are higher than what they are made of, and so may be their numbers.
        const int most_axis = 5 + 1;
        const int room = std::max(1, style.width - most_axis);
        each_ = (count + room - 1) / room;
        for (int i = 0; i < count; ++i) {
            if (i % each_ == 0) columns_.push_back({columns[static_cast<std::size_t>(i)].label});
            columns_.back().all += columns[static_cast<std::size_t>(i)].all;
            columns_.back().part += columns[static_cast<std::size_t>(i)].part;
        }
        for (const ChartColumn& column : columns_) limit_ = std::max(limit_, column.all);
        limit_ = round_limit(limit_);
        axis_width_ = display_width(short_number(limit_));
        column_width_ = std::clamp(room / static_cast<int>(columns_.size()), 1, widest_column);
    }

    int each() const noexcept { return each_; }

    std::string text() const {
        std::string text;
        for (int row = height_ - 1; row >= 0; --row) {
            std::string line = axis(row);
            for (const ChartColumn& column : columns_) line += cell(column, row);
            trim_right(line);
            text += line + '\n';
        }
        const int width = column_width_ * static_cast<int>(columns_.size());
        text += right_aligned("0", axis_width_) + (style_.is_utf8 ? "└" : "+");
        return text + repeated(style_.is_utf8 ? "─" : "-", width) + '\n' + labels();
    }

  private:
    std::string axis(int row) const {
        const bool is_top = row == height_ - 1;
        const std::string line = style_.is_utf8 ? (is_top ? "┤" : "│") : "|";
        return right_aligned(is_top ? short_number(limit_) : "", axis_width_) + line;
    }

    std::string cell(const ChartColumn& column, int row) const {
        const int bottom = row * eighths;
        int all = std::clamp(eighths_of(column.all, limit_, height_) - bottom, 0, eighths);
        const int part = std::clamp(eighths_of(column.part, limit_, height_) - bottom, 0, eighths);
        const bool is_part = 2 * part >= all;
        // Characters that fill a cell as a whole or not at all stand for at least a half of it.
        const bool is_whole = !style_.is_utf8 || !(is_part || style_.colours);
        if (is_whole && row > 0 && 2 * all < eighths) all = 0;
        const int gap = column_width_ > 2 ? 1 : 0;
        return filling(all, is_part, column_width_ - gap, style_) + spaces(gap);
    }

    std::string labels() const {
        int widest = 0;
        for (const ChartColumn& column : columns_) widest = std::max(widest, display_width(column.label));
        const int step = (widest + 2 + column_width_ - 1) / column_width_;
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); i += static_cast<std::size_t>(step)) {
            const int place = axis_width_ + 1 + static_cast<int>(i) * column_width_;
            const std::string& label = columns_[i].label;
            if (place + display_width(label) > style_.width) break;
            line += spaces(place - display_width(line)) + label;
        }
        return line + '\n';
    }

    const int height_;
    const ChartStyle style_;
    int each_ = 1;
    std::vector<ChartColumn> columns_;
    std::int64_t limit_ = 1;
    int axis_width_ = 1;
    int column_width_ = 1;
};

std::string bar_of(int filled, const ChartStyle& style) {
    static constexpr std::array<const char*, eighths> ends{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!style.is_utf8) return repeated("#", (filled + eighths - 1) / eighths);
    const std::string bar =
        repeated("█", filled / eighths) + ends.at(static_cast<std::size_t>(filled % eighths));
    return coloured(bar, part_colour, style);
}

}  // namespace

std::string short_number(std::int64_t number) {
    constexpr std::array units{"", "k", "M", "G", "T", "P", "E"};
    std::size_t unit = 0;
    std::int64_t tenths = 0;
    for (; number >= 1000; ++unit) {
        tenths = number % 1000 / 100;
        number /= 1000;
    }
    std::string text = std::to_string(number);
    if (number < 10 && tenths > 0) text += '.' + std::to_string(tenths);
    return text + units.at(unit);
}

ColumnChart column_chart(const std::vector<ChartColumn>& columns, int height, const ChartStyle& style) {
    if (columns.empty() || height < 1) return {};
    const Columns chart(columns, height, style);
    return {chart.text(), chart.each()};
}

std::string chart_legend(const std::string& part, const std::string& rest, const ChartStyle& style) {
    return filling(eighths, true, 1, style) + " " + part + "   " + filling(eighths, false, 1, style) + " " +
           rest;
}

std::string bar_list(const std::vector<Bar>& bars, const ChartStyle& style) {
    std::int64_t most = 1;
    int name_width = 1;
    int number_width = 1;
    for (const Bar& bar : bars) {
        most = std::max(most, bar.count);
        name_width = std::max(name_width, display_width(bar.name));
        number_width = std::max(number_width, display_width(short_number(bar.count)));
    }
    name_width = std::min(name_width, style.width / 3);
    const int room = std::max(1, style.width - name_width - number_width - 4);
    std::string text;
    for (const Bar& bar : bars) {
        const std::string name = cut_to_width(bar.name, name_width);
        text += name + spaces(name_width - display_width(name) + 2);
        text += right_aligned(short_number(bar.count), number_width) + "  ";
        text += bar_of(eighths_of(bar.count, most, room), style) + '\n';
    }
    return text;
}

}  // namespace qrgen::cmd
