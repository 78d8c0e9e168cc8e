// SPDX-License-Identifier: MIT
#include "core/qr/sheet/sheet_marks.hpp"

#include <algorithm>
#include <set>

#include "core/qr/formats/decimal.hpp"
#include "core/qr/formats/page.hpp"

namespace qrgen::qr {
namespace {

constexpr double hairline = 0.25 / points_per_millimetre;
// Millimetres from a label's corner: where a mark begins and ends.
constexpr double mark_distance = 1;
constexpr double mark_end = 5;
constexpr double shortest_mark = 0.5;

std::string number(double millimetres) {
    return decimal(millimetres, 3) + " ";
}

std::string line(Spot from, Spot to) {
    return number(from.x) + number(from.y) + "m " + number(to.x) + number(to.y) + "l\n";
}

class CropMarks {
  public:
    explicit CropMarks(const LabelLayout& layout) : layout_(layout) {
        for (int column = 0; column < layout.columns; ++column) {
            for (int row = 0; row < layout.rows; ++row) add(column, row);
        }
    }

    std::string operators() const {
        std::string text;
        for (const std::string& mark : marks_) text += mark;
        return text.empty() ? text : text + "S\n";
    }

  private:
    void add(int column, int row) {
        const LabelPlace place = place_of(layout_, row * layout_.columns + column);
        const double right = place.left + layout_.width;
        const double bottom = place.top + layout_.height;
        const LabelLayout& all = layout_;
        const double beside = (all.column_pitch - all.width) / 2;
        const double between = (all.row_pitch - all.height) / 2;
        const double to_left = column == 0 ? place.left : beside;
        const double to_right = column + 1 == all.columns ? all.page.width - right : beside;
        const double to_top = row == 0 ? place.top : between;
        const double to_bottom = row + 1 == all.rows ? all.page.height - bottom : between;
        for (const double y : {place.top, bottom}) {
            add({place.left, y}, {-1, 0}, to_left);
            add({right, y}, {1, 0}, to_right);
        }
        for (const double x : {place.left, right}) {
            add({x, place.top}, {0, -1}, to_top);
            add({x, bottom}, {0, 1}, to_bottom);
        }
    }

    // Away from the corner, as far as `room` goes.
    void add(Spot corner, Spot direction, double room) {
        const double begin = std::min(mark_distance, room / 3);
        const double end = std::min(mark_end, room);
        if (end - begin < shortest_mark) return;
        const auto at = [&](double distance) {
            return Spot{corner.x + direction.x * distance, corner.y + direction.y * distance};
        };
        marks_.insert(line(at(begin), at(end)));
    }

    const LabelLayout& layout_;
    std::set<std::string> marks_;  // labels side by side have some in common
};

std::string outlines(const LabelLayout& layout) {
    Path path;
    for (int index = 0; index < layout.labels(); ++index) {
        const LabelPlace place = place_of(layout, index);
        if (layout.corner_radius > 0) {
            path.add_rounded_rectangle(place.left, place.top, layout.width, layout.height,
                                       layout.corner_radius);
        } else {
            path.add_rectangle(place.left, place.top, layout.width, layout.height);
        }
    }
    std::string operators = "0.5 G\n";
    append_path(operators, path);
    return operators + "S\n";
}

}  // namespace

std::string mark_operators(const LabelLayout& layout, const SheetStyle& style) {
    if (!style.crop_marks && !style.outlines) return {};
    std::string operators =
        "q\n" + scene_to_page(points_per_millimetre, 0, layout.page.height * points_per_millimetre) +
        " cm\n" + number(hairline) + "w\n";
    if (style.crop_marks) operators += "0 G\n" + CropMarks(layout).operators();
    if (style.outlines) operators += outlines(layout);
    return operators + "Q\n";
}

}  // namespace qrgen::qr
