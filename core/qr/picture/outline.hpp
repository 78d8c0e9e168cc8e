// SPDX-License-Identifier: MIT
//
// The outlines of areas of modules.
#pragma once

#include <vector>

#include "core/qr/picture/module_grid.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

struct GridPoint {
    int x;
    int y;

    bool operator==(const GridPoint&) const = default;
};

/// A closed polygon of horizontal and vertical edges by turns; the corners only, in modules from the symbol's
/// upper left corner. Starts with a horizontal edge; the closing edge back to the first corner is not
/// repeated.
using Contour = std::vector<GridPoint>;

/// Outer contours run clockwise (y points down), holes the other way round, so that filling them all by the
/// nonzero or the even-odd rule gives exactly the modules of the grid. Areas that touch in a corner only are
/// separate contours. Order and start of the contours are fixed: same grid, same result.
std::vector<Contour> trace_outlines(const ModuleGrid& grid);

/// Of the dark modules.
std::vector<Contour> trace_outlines(const Symbol& symbol);

}  // namespace qrgen::qr
