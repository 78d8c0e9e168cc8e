// SPDX-License-Identifier: MIT
#pragma once

#include "core/qr/picture/path.hpp"

namespace qrgen::test {

/// How often the path winds clockwise around the place, curves taken as 64 lines each.
int winding(const qr::Path& path, qr::Spot place);

/// From the leftmost to the rightmost place and from the uppermost to the lowest, of points and controls.
struct Extent {
    double left;
    double top;
    double right;
    double bottom;
};
Extent extent(const qr::Path& path);

}  // namespace qrgen::test
