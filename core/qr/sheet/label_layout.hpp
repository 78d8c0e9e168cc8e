// SPDX-License-Identifier: MIT
//
// Where labels lie on a sheet: a table of those that are sold, and grids of one's own. All lengths in
// millimetres, from the page's upper left corner.
#pragma once

#include <span>
#include <string_view>

namespace qrgen::qr {

struct SheetSize {
    double width;
    double height;
};

inline constexpr SheetSize a4{210, 297};          // ISO 216
inline constexpr SheetSize letter{215.9, 279.4};  // ANSI/ASME Y14.1: 8.5 × 11 inches

/// A grid of labels of one size. Immutable.
struct LabelLayout {
    SheetSize page;
    int columns;
    int rows;
    double width;  // of a label, as the next
    double height;
    double left;  // of the first label, as the next
    double top;
    double column_pitch;  // from label to label
    double row_pitch;
    double corner_radius = 0;  // half of the width for a round label

    int labels() const noexcept { return columns * rows; }
};

struct NamedLayout {
    std::string_view name;
    std::string_view products;  // that have this grid
    LabelLayout layout;
};

/// Names and grids only ever get more: programs depend on them. The first one is the default.
std::span<const NamedLayout> label_layouts() noexcept;

/// Regardless of case; nullptr if there is none.
const NamedLayout* find_layout(std::string_view name) noexcept;

inline constexpr int max_grid_lines = 100;      // columns, and rows
inline constexpr double min_label_side = 5;     // mm
inline constexpr double max_sheet_side = 5080;  // mm; what readers of PDF take

/// Two lengths, one for each direction.
struct Spacing {
    double across;
    double down;
};

/// Labels of one size that fill the page but for the margin around and the gaps between them. Throws
/// Error(invalid), field "grid" or "page", beyond the limits above.
LabelLayout grid_layout(int columns, int rows, SheetSize page, Spacing margin, Spacing gap);

/// The place of one label.
struct LabelPlace {
    double left;
    double top;
};

/// `index` counts from 0, row by row.
LabelPlace place_of(const LabelLayout& layout, int index) noexcept;

/// How many times as large an area of this size can be so that it still lies in the middle of a label without
/// reaching over its edge, round corners included.
double largest_scale(const LabelLayout& layout, double width, double height) noexcept;

}  // namespace qrgen::qr
