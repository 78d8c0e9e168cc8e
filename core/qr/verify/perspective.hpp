// SPDX-License-Identifier: MIT
#pragma once

#include <array>

namespace qrgen::qr {

/// In a picture, in pixels from its upper left corner, or in a symbol, in modules from its own.
struct Point {
    double x;
    double y;
};

/// Of a symbol in a picture: the symbol's upper left corner (between its two other finder patterns), upper
/// right, lower right and lower left one, wherever the picture has them.
using Corners = std::array<Point, 4>;

Point centre(const Corners& corners) noexcept;

/// Whether the point is inside of the quadrilateral, which must be convex; its edge is inside.
bool is_inside(Point point, const Corners& corners) noexcept;

/// From a flat symbol to the picture of it that was taken from some place.
class Perspective {
  public:
    /// The symbol is `size` wide. Corners that no square can be seen with lead to points that mean nothing.
    Perspective(double size, const Corners& corners) noexcept;

    Point operator()(double x, double y) const noexcept {
        const double depth = depth_[0] * x + depth_[1] * y + 1;
        return {(x_[0] * x + x_[1] * y + x_[2]) / depth, (y_[0] * x + y_[1] * y + y_[2]) / depth};
    }

  private:
    double x_[3];
    double y_[3];
    double depth_[2];
};

}  // namespace qrgen::qr
