// SPDX-License-Identifier: MIT
#include "core/qr/picture/path.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/path_winding.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using Turn = Path::Turn;
using Verb = Path::Verb;

TEST(PathTest, keeps_what_it_is_told) {
    Path path;
    EXPECT_TRUE(path.empty());
    path.move_to({1, 2});
    path.line_to({3, 2});
    path.cubic_to({4, 2}, {4, 3}, {3, 3});
    path.close();
    EXPECT_FALSE(path.empty());
    EXPECT_THAT(path.verbs(), ElementsAre(Verb::move, Verb::line, Verb::cubic, Verb::close));
    EXPECT_THAT(path.points(), ElementsAre(Spot{1, 2}, Spot{3, 2}, Spot{4, 2}, Spot{4, 3}, Spot{3, 3}));
}

TEST(PathTest, contours_run_clockwise_and_holes_the_other_way) {
    for (const auto& [turn, expected] : {std::pair(Turn::outer, 1), std::pair(Turn::hole, -1)}) {
        Path rectangle;
        rectangle.add_rectangle(1, 2, 3, 4, turn);
        Path rounded;
        rounded.add_rounded_rectangle(1, 2, 3, 4, 1, turn);
        Path circle;
        circle.add_circle({2.5, 4}, 1.5, turn);
        for (const Path& path : {rectangle, rounded, circle}) {
            EXPECT_EQ(test::winding(path, {2.5, 4}), expected);
            EXPECT_EQ(test::winding(path, {0.9, 4}), 0);
            EXPECT_EQ(test::winding(path, {4.1, 4}), 0);
        }
    }
}

TEST(PathTest, rectangles_fill_their_box) {
    Path path;
    path.add_rectangle(1, 2, 3, 4);
    for (const Spot inside : {Spot{1.01, 2.01}, Spot{3.99, 2.01}, Spot{1.01, 5.99}, Spot{3.99, 5.99}}) {
        EXPECT_EQ(test::winding(path, inside), 1);
    }
}

TEST(PathTest, rounded_corners_are_quarters_of_circles) {
    for (const Turn turn : {Turn::outer, Turn::hole}) {
        Path path;
        path.add_rounded_rectangle(0, 0, 10, 6, 2, turn);
        const int inside = turn == Turn::outer ? 1 : -1;
        // In all four corners, just inside and just outside of the circle with the radius.
        for (const double angle : {0.3, 0.8, 1.2}) {
            for (const Spot corner : {Spot{1, 1}, Spot{1, -1}, Spot{-1, 1}, Spot{-1, -1}}) {
                const Spot centre{corner.x > 0 ? 8.0 : 2.0, corner.y > 0 ? 4.0 : 2.0};
                const auto at = [&](double radius) {
                    return Spot{centre.x + corner.x * radius * std::cos(angle),
                                centre.y + corner.y * radius * std::sin(angle)};
                };
                EXPECT_EQ(test::winding(path, at(1.99)), inside);
                EXPECT_EQ(test::winding(path, at(2.01)), 0);
            }
        }
        EXPECT_EQ(test::winding(path, {5, 0.01}), inside);
        EXPECT_EQ(test::winding(path, {0.01, 3}), inside);
    }
}

TEST(PathTest, a_circle_has_no_straight_edges) {
    Path path;
    path.add_circle({0.1, 0.2}, 0.3);
    EXPECT_THAT(path.verbs(),
                ElementsAre(Verb::move, Verb::cubic, Verb::cubic, Verb::cubic, Verb::cubic, Verb::close));
}

TEST(PathTest, adds_another_scaled_and_moved) {
    Path unit;
    unit.move_to({0, 0});
    unit.line_to({1, 2});
    unit.close();
    Path path;
    path.add_rectangle(0, 0, 1, 1);
    path.add(unit, 3, {10, 20});
    EXPECT_EQ(path.verbs().size(), 5U + 3U);
    EXPECT_EQ(path.points().back(), (Spot{13, 26}));
}

}  // namespace
}  // namespace qrgen::qr
