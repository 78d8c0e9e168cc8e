// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/sheet/label_layout.hpp"

namespace qrgen::qr {

/// What is drawn besides the pictures.
struct SheetStyle {
    bool crop_marks = false;  // hairlines outside of the labels' corners, where there is room
    bool outlines = false;    // of all labels, to be compared with a sheet of real ones
    int first_label = 1;      // where the first page begins, row by row, for a sheet that was used before
};

/// PDF operators that draw crop marks and outlines of all labels on a page; empty if the style has none.
std::string mark_operators(const LabelLayout& layout, const SheetStyle& style);

}  // namespace qrgen::qr
