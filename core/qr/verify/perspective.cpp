// SPDX-License-Identifier: MIT
#include "core/qr/verify/perspective.hpp"

#include <cstddef>

namespace qrgen::qr {
namespace {

// Twice the area of the triangle; its sign tells on which side of the line from `a` to `b` the point lies.
double side(Point a, Point b, Point point) noexcept {
    return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

}  // namespace

Point centre(const Corners& corners) noexcept {
    Point sum{0, 0};
    for (const Point& corner : corners) sum = {sum.x + corner.x, sum.y + corner.y};
    return {sum.x / 4, sum.y / 4};
}

bool is_inside(Point point, const Corners& corners) noexcept {
    bool any_left = false;
    bool any_right = false;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const double where = side(corners[i], corners[(i + 1) % corners.size()], point);
        any_left = any_left || where < 0;
        any_right = any_right || where > 0;
    }
    return !(any_left && any_right);
}

// Heckbert, "Fundamentals of Texture Mapping and Image Warping" (1989), section 2.2.3: square to
// quadrilateral.
Perspective::Perspective(double size, const Corners& corners) noexcept {
    const auto& [p0, p1, p2, p3] = corners;
    const Point d1{p1.x - p2.x, p1.y - p2.y};
    const Point d2{p3.x - p2.x, p3.y - p2.y};
    const Point sum{p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y};
    const double area = d1.x * d2.y - d1.y * d2.x;
    const double g = area == 0 ? 0 : (sum.x * d2.y - sum.y * d2.x) / area;
    const double h = area == 0 ? 0 : (d1.x * sum.y - d1.y * sum.x) / area;
    const double coefficients_x[] = {p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x};
    const double coefficients_y[] = {p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y};
    for (std::size_t i = 0; i < 2; ++i) {
        x_[i] = coefficients_x[i] / size;
        y_[i] = coefficients_y[i] / size;
    }
    x_[2] = p0.x;
    y_[2] = p0.y;
    depth_[0] = g / size;
    depth_[1] = h / size;
}

}  // namespace qrgen::qr
