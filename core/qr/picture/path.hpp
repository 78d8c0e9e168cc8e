// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace qrgen::qr {

/// A point in modules; y points down.
struct Spot {
    double x;
    double y;

    bool operator==(const Spot&) const = default;
};

/// Closed areas bounded by lines and cubic curves, filled by the nonzero rule: outer contours run clockwise,
/// holes the other way round.
class Path {
  public:
    enum class Verb : std::uint8_t { move, line, cubic, close };  // takes 1, 1, 3, 0 points

    void move_to(Spot to);
    void line_to(Spot to);
    void cubic_to(Spot control1, Spot control2, Spot to);
    void close();

    /// From the current point, a quarter of an ellipse that has the tangents of the lines from here to
    /// `corner` and from there to `to`. There must be a current point.
    void round_corner_to(Spot corner, Spot to);

    /// Whole contours, clockwise; as holes the other way round.
    enum class Turn { outer, hole };
    void add_rectangle(double x, double y, double width, double height, Turn turn = Turn::outer);
    void add_rounded_rectangle(double x, double y, double width, double height, double radius,
                               Turn turn = Turn::outer);
    void add_circle(Spot centre, double radius, Turn turn = Turn::outer);
    void add(const Path& other, double scale, Spot offset);

    bool empty() const noexcept { return verbs_.empty(); }
    const std::vector<Verb>& verbs() const noexcept { return verbs_; }
    const std::vector<Spot>& points() const noexcept { return points_; }

  private:
    std::vector<Verb> verbs_;
    std::vector<Spot> points_;
};

}  // namespace qrgen::qr
