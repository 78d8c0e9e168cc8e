// SPDX-License-Identifier: MIT
#include "core/qr/verify/perspective.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

constexpr Corners trapezium{Point{10, 20}, {90, 30}, {80, 100}, {0, 70}};

void expect_at(Point seen, Point expected) {
    EXPECT_NEAR(seen.x, expected.x, 1e-9);
    EXPECT_NEAR(seen.y, expected.y, 1e-9);
}

// Where the lines through `a` and `c`, and through `b` and `d`, meet.
Point meeting(Point a, Point c, Point b, Point d) {
    const double t = ((b.x - a.x) * (d.y - b.y) - (b.y - a.y) * (d.x - b.x)) /
                     ((c.x - a.x) * (d.y - b.y) - (c.y - a.y) * (d.x - b.x));
    return {a.x + t * (c.x - a.x), a.y + t * (c.y - a.y)};
}

TEST(Perspective, LeadsCornersToCorners) {
    const Perspective place(21, trapezium);
    expect_at(place(0, 0), trapezium[0]);
    expect_at(place(21, 0), trapezium[1]);
    expect_at(place(21, 21), trapezium[2]);
    expect_at(place(0, 21), trapezium[3]);
}

TEST(Perspective, KeepsLinesStraight) {
    const Perspective place(21, trapezium);
    expect_at(place(10.5, 10.5), meeting(trapezium[0], trapezium[2], trapezium[1], trapezium[3]));
}

TEST(Perspective, OfAParallelogramIsEven) {
    const Perspective place(10, {Point{5, 5}, {25, 9}, {23, 39}, {3, 35}});
    expect_at(place(5, 5), {14, 22});
    expect_at(place(2, 0), {9, 5.8});
}

TEST(Perspective, KnowsMiddleAndInside) {
    expect_at(centre(trapezium), {45, 55});
    EXPECT_TRUE(is_inside({45, 55}, trapezium));
    EXPECT_TRUE(is_inside(trapezium[2], trapezium));
    EXPECT_FALSE(is_inside({5, 20}, trapezium));
    EXPECT_FALSE(is_inside({45, 99}, trapezium));
    const Corners mirrored{trapezium[0], trapezium[3], trapezium[2], trapezium[1]};
    EXPECT_TRUE(is_inside({45, 55}, mirrored));
    EXPECT_FALSE(is_inside({45, 99}, mirrored));
}

}  // namespace
}  // namespace qrgen::qr
