// SPDX-License-Identifier: MIT
//
// The outlines of a symbol's dark areas, for the vector formats.
#pragma once

#include <vector>

#include "core/qr/symbol.hpp"

namespace qrgen::qr {

struct Point {
    int x;
    int y;

    bool operator==(const Point&) const = default;
};

/// A closed polygon of horizontal and vertical edges by turns; the corners only, in modules from the symbol's
/// upper left corner. Starts with a horizontal edge; the closing edge back to the first corner is not
/// repeated.
using Contour = std::vector<Point>;

/// Outer contours run clockwise (y points down), holes the other way round, so that filling them all by the
/// nonzero or the even-odd rule gives exactly the dark modules. Areas that touch in a corner only are
/// separate contours. Order and start of the contours are fixed: same symbol, same result.
std::vector<Contour> trace_outlines(const Symbol& symbol);

}  // namespace qrgen::qr
