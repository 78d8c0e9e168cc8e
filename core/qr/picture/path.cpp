// SPDX-License-Identifier: MIT
#include "core/qr/picture/path.hpp"

#include <array>
#include <cstddef>

namespace qrgen::qr {
namespace {

// A cubic curve from (0, 1) to (1, 0) whose control points are this far from its ends along the tangents
// differs from a quarter of a circle by less than 0.03 % of the radius.
constexpr double quarter_circle = 0.5522847498;

}  // namespace

void Path::move_to(Spot to) {
    verbs_.push_back(Verb::move);
    points_.push_back(to);
}

void Path::line_to(Spot to) {
    verbs_.push_back(Verb::line);
    points_.push_back(to);
}

void Path::cubic_to(Spot control1, Spot control2, Spot to) {
    verbs_.push_back(Verb::cubic);
    points_.insert(points_.end(), {control1, control2, to});
}

void Path::close() {
    verbs_.push_back(Verb::close);
}

void Path::round_corner_to(Spot corner, Spot to) {
    const Spot from = points_.back();
    const auto towards_corner = [&](Spot end) {
        return Spot{end.x + (corner.x - end.x) * quarter_circle, end.y + (corner.y - end.y) * quarter_circle};
    };
    cubic_to(towards_corner(from), towards_corner(to), to);
}

void Path::add_rectangle(double x, double y, double width, double height, Turn turn) {
    const double right = x + width;
    const double bottom = y + height;
    const bool outer = turn == Turn::outer;
    move_to({x, y});
    line_to(outer ? Spot{right, y} : Spot{x, bottom});
    line_to({right, bottom});
    line_to(outer ? Spot{x, bottom} : Spot{right, y});
    close();
}

void Path::add_rounded_rectangle(double x, double y, double width, double height, double radius, Turn turn) {
    struct Corner {
        Spot before;
        Spot corner;
        Spot after;
    };
    const double right = x + width;
    const double bottom = y + height;
    const std::array<Corner, 4> clockwise{{
        {{x, y + radius}, {x, y}, {x + radius, y}},
        {{right - radius, y}, {right, y}, {right, y + radius}},
        {{right, bottom - radius}, {right, bottom}, {right - radius, bottom}},
        {{x + radius, bottom}, {x, bottom}, {x, bottom - radius}},
    }};
    for (std::size_t i = 0; i < clockwise.size(); ++i) {
        const auto& [before, corner, after] = clockwise[turn == Turn::outer ? i : clockwise.size() - 1 - i];
        const Spot from = turn == Turn::outer ? before : after;
        const Spot to = turn == Turn::outer ? after : before;
        const double edge = (i % 2 == 1 ? width : height) - 2 * radius;
        if (i == 0) {
            move_to(from);
        } else if (edge > 0) {
            line_to(from);
        }
        round_corner_to(corner, to);
    }
    close();
}

void Path::add_circle(Spot centre, double radius, Turn turn) {
    add_rounded_rectangle(centre.x - radius, centre.y - radius, 2 * radius, 2 * radius, radius, turn);
}

void Path::add(const Path& other, double scale, Spot offset) {
    verbs_.insert(verbs_.end(), other.verbs_.begin(), other.verbs_.end());
    points_.reserve(points_.size() + other.points_.size());
    for (const Spot& point : other.points_) {
        points_.push_back({point.x * scale + offset.x, point.y * scale + offset.y});
    }
}

}  // namespace qrgen::qr
