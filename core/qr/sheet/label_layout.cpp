// SPDX-License-Identifier: MIT
#include "core/qr/sheet/label_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/formats/decimal.hpp"

namespace qrgen::qr {
namespace {

constexpr double inch = 25.4;

// Labels without gaps, in the middle of an A4 page.
constexpr LabelLayout seamless(int columns, int rows, double width, double height) {
    return {.page = a4,
            .columns = columns,
            .rows = rows,
            .width = width,
            .height = height,
            .left = (a4.width - columns * width) / 2,
            .top = (a4.height - rows * height) / 2,
            .column_pitch = width,
            .row_pitch = height};
}

// Labels in the middle of a page.
constexpr LabelLayout centred(SheetSize page, int columns, int rows, SheetSize label, SheetSize pitch,
                              double radius) {
    return {.page = page,
            .columns = columns,
            .rows = rows,
            .width = label.width,
            .height = label.height,
            .left = (page.width - (columns - 1) * pitch.width - label.width) / 2,
            .top = (page.height - (rows - 1) * pitch.height - label.height) / 2,
            .column_pitch = pitch.width,
            .row_pitch = pitch.height,
            .corner_radius = radius};
}

// Labels of A4 sheets with round corners and gaps between the columns alone.
constexpr LabelLayout avery(int columns, int rows, double width, double height, double pitch) {
    return centred(a4, columns, rows, {width, height}, {pitch, height}, 1.5);
}

// On US Letter, in inches.
constexpr LabelLayout us(int columns, int rows, SheetSize label, SheetSize pitch, double radius) {
    return centred(letter, columns, rows, {label.width * inch, label.height * inch},
                   {pitch.width * inch, pitch.height * inch}, radius * inch);
}

// The makers print sizes, margins and pitches on the packages. All these sheets have the same margins on
// opposite sides, so they follow from sizes and pitches.
constexpr std::array layouts{
    NamedLayout{"a4-3x8", "Avery Zweckform 3474, Herma 4464", seamless(3, 8, 70, 37)},
    NamedLayout{"a4-3x8-36", "Avery Zweckform 3475, 3490", seamless(3, 8, 70, 36)},
    NamedLayout{"a4-3x8-35", "Avery Zweckform 3422", seamless(3, 8, 70, 35)},
    NamedLayout{"a4-3x7", "Avery Zweckform 3652", seamless(3, 7, 70, 42.3)},
    NamedLayout{"a4-3x5", "Avery Zweckform 3669", seamless(3, 5, 70, 50.8)},
    NamedLayout{"a4-4x10", "Avery Zweckform 3651", seamless(4, 10, 52.5, 29.7)},
    NamedLayout{"a4-2x8", "Herma 4620", seamless(2, 8, 105, 37)},
    NamedLayout{"a4-2x7", "Herma 4625", seamless(2, 7, 105, 42.3)},
    NamedLayout{"a4-2x6", "Avery Zweckform 3424, Herma 4457", seamless(2, 6, 105, 48)},
    NamedLayout{"a4-2x5", "Avery Zweckform 3425", seamless(2, 5, 105, 57)},
    NamedLayout{"a4-2x2", "Avery Zweckform 3483, Herma 10809", seamless(2, 2, 105, 148)},
    NamedLayout{"avery-l7651", "Avery L7651, J8651", avery(5, 13, 38.1, 21.2, 40.64)},
    NamedLayout{"avery-l4778", "Avery L4736, L4778", avery(4, 12, 45.7, 21.2, 48.26)},
    NamedLayout{"avery-l7159", "Avery L7159, J8159", avery(3, 8, 63.5, 33.9, 66.04)},
    NamedLayout{"avery-l7160", "Avery L7160, J8160, Herma 4677", avery(3, 7, 63.5, 38.1, 66.04)},
    NamedLayout{"avery-l7161", "Avery L7161, J8161", avery(3, 6, 63.5, 46.6, 66.04)},
    NamedLayout{"avery-l7162", "Avery L7162, J8162", avery(2, 8, 99.1, 33.9, 101.6)},
    NamedLayout{"avery-l7163", "Avery L7163, J8163", avery(2, 7, 99.1, 38.1, 101.6)},
    NamedLayout{"avery-l7164", "Avery L7164", avery(3, 4, 63.5, 72, 66.04)},
    NamedLayout{"avery-l7165", "Avery L7165, J8165", avery(2, 4, 99.1, 67.7, 101.6)},
    NamedLayout{"avery-l7169", "Avery L7169", avery(2, 2, 99.1, 139, 101.6)},
    NamedLayout{"avery-l7173", "Avery L7173, J8173", avery(2, 5, 99.1, 57, 101.6)},
    NamedLayout{"avery-l7120", "Avery L7120 (for QR codes)", centred(a4, 5, 7, {35, 35}, {40, 40}, 0)},
    NamedLayout{"square-25", "Rayfilm 5003", centred(a4, 6, 11, {25.4, 25.4}, {30.5, 25.4}, 1.5)},
    NamedLayout{"square-35", "Rayfilm 2307", seamless(6, 8, 35, 35)},
    NamedLayout{"square-40", "Hisago OP3030", seamless(5, 7, 40, 40)},
    NamedLayout{"square-50", "Rayfilm 2626", seamless(4, 5, 50, 50)},
    NamedLayout{"square-50-gaps", "Endisch 6505050", centred(a4, 3, 5, {50, 50}, {55, 55}, 2)},
    NamedLayout{"square-70", "Pearl VM-5221", seamless(3, 4, 70, 70)},
    NamedLayout{"round-30", "Endisch 6500030", centred(a4, 6, 8, {30, 30}, {32.5, 32.5}, 15)},
    NamedLayout{"round-40", "Endisch 6500040, Pearl VM-6085, Hisago GB3019",
                centred(a4, 4, 6, {40, 40}, {46, 46}, 20)},
    NamedLayout{"round-60", "Endisch 6500060, Hisago GB3020", centred(a4, 3, 4, {60, 60}, {67, 67}, 30)},
    NamedLayout{"avery-5160", "Avery 5160, 8160", us(3, 10, {2.625, 1}, {2.75, 1}, 0.0625)},
    NamedLayout{"avery-5161", "Avery 5161, 8161", us(2, 10, {4, 1}, {4.1875, 1}, 0.0625)},
    NamedLayout{"avery-5162", "Avery 5162, 8162", us(2, 7, {4, 4.0 / 3}, {4.1875, 4.0 / 3}, 0.0625)},
    NamedLayout{"avery-5163", "Avery 5163, 8163", us(2, 5, {4, 2}, {4.1875, 2}, 0.125)},
    NamedLayout{"avery-5164", "Avery 5164, 8164", us(2, 3, {4, 10.0 / 3}, {4.1875, 10.0 / 3}, 0.125)},
    NamedLayout{"avery-5167", "Avery 5167, 8167", us(4, 20, {1.75, 0.5}, {2.0625, 0.5}, 0.0625)},
    NamedLayout{"avery-5371", "Avery 5371, 8371 (cards)", us(2, 5, {3.5, 2}, {3.5, 2}, 0)},
    NamedLayout{"avery-6871", "Avery 6871", us(3, 6, {2.375, 1.25}, {2.6875, 1.5}, 0.0625)},
    NamedLayout{"avery-22805", "Avery 22805", us(4, 6, {1.5, 1.5}, {1.8125, 1.7}, 0.0625)},
    NamedLayout{"avery-22806", "Avery 22806", us(3, 4, {2, 2}, {2.625, 31.0 / 12}, 0.0625)},
};

[[noreturn]] void refuse(const char* field, const std::string& message) {
    throw Error({Fault{field, message}});
}

std::string millimetre_text(double value) {
    return decimal(value, 2) + " mm";
}

double label_side(double page, int count, double margin, double gap, const char* what) {
    const double side = (page - 2 * margin - (count - 1) * gap) / count;
    if (side < min_label_side) {
        refuse("grid", std::string(what) + " of labels would be " + millimetre_text(std::max(side, 0.0)) +
                           ", less than the " + millimetre_text(min_label_side) + " they must have");
    }
    return side;
}

void check_side(double side) {
    if (side < min_label_side || side > max_sheet_side) {
        refuse("page", "must be " + decimal(min_label_side, 0) + " to " + decimal(max_sheet_side, 0) +
                           " mm wide and high");
    }
}

}  // namespace

std::span<const NamedLayout> label_layouts() noexcept {
    return layouts;
}

const NamedLayout* find_layout(std::string_view name) noexcept {
    const auto found = std::find_if(layouts.begin(), layouts.end(), [name](const NamedLayout& layout) {
        return equals_ignoring_case(layout.name, name);
    });
    return found == layouts.end() ? nullptr : &*found;
}

LabelLayout grid_layout(int columns, int rows, SheetSize page, Spacing margin, Spacing gap) {
    if (columns < 1 || rows < 1 || columns > max_grid_lines || rows > max_grid_lines) {
        refuse("grid", "must have 1 to " + std::to_string(max_grid_lines) + " columns and rows");
    }
    check_side(page.width);
    check_side(page.height);
    const double width = label_side(page.width, columns, margin.across, gap.across, "the width");
    const double height = label_side(page.height, rows, margin.down, gap.down, "the height");
    return {.page = page,
            .columns = columns,
            .rows = rows,
            .width = width,
            .height = height,
            .left = margin.across,
            .top = margin.down,
            .column_pitch = width + gap.across,
            .row_pitch = height + gap.down};
}

LabelPlace place_of(const LabelLayout& layout, int index) noexcept {
    return {.left = layout.left + index % layout.columns * layout.column_pitch,
            .top = layout.top + static_cast<double>(index / layout.columns) * layout.row_pitch};
}

double largest_scale(const LabelLayout& layout, double width, double height) noexcept {
    const double scale = std::min(layout.width / width, layout.height / height);
    // The corner of the area's lower right quarter, and the centre of the label's round corner.
    const double x = width / 2;
    const double y = height / 2;
    const double centre_x = layout.width / 2 - layout.corner_radius;
    const double centre_y = layout.height / 2 - layout.corner_radius;
    if (scale * x <= centre_x || scale * y <= centre_y) return scale;
    // The larger solution of |scale (x, y) - centre| = radius.
    const double square = x * x + y * y;
    const double half = x * centre_x + y * centre_y;
    const double rest =
        centre_x * centre_x + centre_y * centre_y - layout.corner_radius * layout.corner_radius;
    const double on_edge = (half + std::sqrt(std::max(half * half - square * rest, 0.0))) / square;
    return std::min(scale, on_edge);
}

}  // namespace qrgen::qr
