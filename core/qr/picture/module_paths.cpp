// SPDX-License-Identifier: MIT
#include "core/qr/picture/module_paths.hpp"

#include <cstddef>
#include <cstdlib>

#include "core/qr/picture/outline.hpp"

namespace qrgen::qr {
namespace {

// Radii of corners, in modules.
constexpr double rounded_module = 0.3;
constexpr double outward_corner = 0.5;  // connected modules: their ends are half circles
constexpr double inward_corner = 0.25;
constexpr double rounded_finder = 2;  // the ring's outer side
constexpr double rounded_finder_centre = 0.9;

Spot moved(GridPoint point, Spot origin) {
    return {origin.x + point.x, origin.y + point.y};
}

template <typename Add>
void add_each(const ModuleGrid& grid, Spot origin, const Add& add) {
    for (int y = 0; y < grid.size(); ++y) {
        for (int x = 0; x < grid.size(); ++x) {
            if (grid.contains(x, y)) add(moved({x, y}, origin));
        }
    }
}

GridPoint direction(GridPoint from, GridPoint to) {
    const auto sign = [](int value) { return (value > 0) - (value < 0); };
    return {sign(to.x - from.x), sign(to.y - from.y)};
}

GridPoint reverse(GridPoint way) {
    return {-way.x, -way.y};
}

// Of the four modules that meet in the corner the one that lies both ways from it.
bool has_module(const ModuleGrid& grid, GridPoint corner, GridPoint way, GridPoint other) {
    return grid.contains(way.x + other.x > 0 ? corner.x : corner.x - 1,
                         way.y + other.y > 0 ? corner.y : corner.y - 1);
}

// The radius by which a corner of connected modules is rounded where the contour comes `in` and goes `out`.
double corner_radius(const ModuleGrid& whole, GridPoint corner, GridPoint in, GridPoint out) {
    const bool outward = in.x * out.y - in.y * out.x > 0;  // contours run clockwise
    if (!outward) return has_module(whole, corner, reverse(in), out) ? 0 : inward_corner;
    const bool has_neighbour =
        has_module(whole, corner, in, out) || has_module(whole, corner, reverse(in), reverse(out));
    return has_neighbour ? 0 : outward_corner;
}

void add_connected(Path& path, const Contour& contour, const ModuleGrid& whole, Spot origin) {
    const std::size_t count = contour.size();
    const auto at = [&](std::size_t i) { return contour[i % count]; };
    const auto radius = [&](std::size_t i) {
        return corner_radius(whole, at(i), direction(at(i + count - 1), at(i)), direction(at(i), at(i + 1)));
    };
    // The point on the way from one corner to the next at which the rounding of the first one ends.
    const auto beside = [&](std::size_t from, std::size_t to, double distance) {
        const GridPoint way = direction(at(from), at(to));
        const Spot corner = moved(at(from), origin);
        return Spot{corner.x + way.x * distance, corner.y + way.y * distance};
    };

    double radius_before = radius(0);
    path.move_to(beside(0, 1, radius_before));
    for (std::size_t i = 1; i <= count; ++i) {
        const int edge = std::abs(at(i).x - at(i - 1).x) + std::abs(at(i).y - at(i - 1).y);
        const double radius_here = radius(i);
        const bool is_last = i == count;
        if (edge > radius_before + radius_here && !(is_last && radius_here == 0)) {
            path.line_to(beside(i, i - 1, radius_here));
        }
        if (radius_here > 0) path.round_corner_to(moved(at(i), origin), beside(i, i + 1, radius_here));
        radius_before = radius_here;
    }
    path.close();
}

}  // namespace

void add_modules(Path& path, const ModuleGrid& part, const ModuleGrid& whole, ModuleShape shape,
                 Spot origin) {
    switch (shape) {
        case ModuleShape::square: add_squares(path, part, origin); break;
        case ModuleShape::rounded:
            add_each(part, origin,
                     [&](Spot at) { path.add_rounded_rectangle(at.x, at.y, 1, 1, rounded_module); });
            break;
        case ModuleShape::dot:
            add_each(part, origin, [&](Spot at) { path.add_circle({at.x + 0.5, at.y + 0.5}, 0.5); });
            break;
        case ModuleShape::connected:
            for (const Contour& contour : trace_outlines(part)) add_connected(path, contour, whole, origin);
            break;
    }
}

void add_squares(Path& path, const ModuleGrid& modules, Spot origin) {
    for (const Contour& contour : trace_outlines(modules)) {
        path.move_to(moved(contour.front(), origin));
        for (std::size_t i = 1; i < contour.size(); ++i) path.line_to(moved(contour[i], origin));
        path.close();
    }
}

void add_finder(Path& path, FinderShape shape, Spot corner) {
    const auto& [x, y] = corner;
    const Spot centre{x + 3.5, y + 3.5};
    switch (shape) {
        case FinderShape::square:
            path.add_rectangle(x, y, 7, 7);
            path.add_rectangle(x + 1, y + 1, 5, 5, Path::Turn::hole);
            path.add_rectangle(x + 2, y + 2, 3, 3);
            break;
        case FinderShape::rounded:
            path.add_rounded_rectangle(x, y, 7, 7, rounded_finder);
            path.add_rounded_rectangle(x + 1, y + 1, 5, 5, rounded_finder - 1, Path::Turn::hole);
            path.add_rounded_rectangle(x + 2, y + 2, 3, 3, rounded_finder_centre);
            break;
        case FinderShape::circle:
            path.add_circle(centre, 3.5);
            path.add_circle(centre, 2.5, Path::Turn::hole);
            path.add_circle(centre, 1.5);
            break;
    }
}

}  // namespace qrgen::qr
