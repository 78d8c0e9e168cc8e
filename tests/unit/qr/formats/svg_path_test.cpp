// SPDX-License-Identifier: MIT
#include "core/qr/formats/svg_path.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(SvgPathTest, horizontal_and_vertical_lines) {
    Path path;
    path.add_rectangle(4, 5, 2, 3);
    EXPECT_EQ(svg_path_data(path), "m4 5h2v3h-2z");
}

TEST(SvgPathTest, contours_start_where_the_last_one_did) {
    Path path;
    path.add_rectangle(4, 5, 2, 3);
    path.add_rectangle(3, 5, 1, 1);
    path.add_rectangle(3.5, 4.5, 1, 1);
    EXPECT_EQ(svg_path_data(path), "m4 5h2v3h-2zm-1 0h1v1h-1zm.5-.5h1v1h-1z");
}

TEST(SvgPathTest, lines_and_curves) {
    Path path;
    path.move_to({0, 0});
    path.line_to({1, -2});
    path.cubic_to({1.5, -2}, {2, -1.25}, {2, -1});
    path.close();
    EXPECT_EQ(svg_path_data(path), "m0 0l1-2c.5 0 1 .75 1 1z");
}

TEST(SvgPathTest, lines_of_no_length_are_left_out) {
    Path path;
    path.move_to({1, 1});
    path.line_to({1.0001, 1.0002});
    path.line_to({2, 1});
    path.line_to({2, 2});
    path.close();
    EXPECT_EQ(svg_path_data(path), "m1 1h1v1z");
}

TEST(SvgPathTest, rounding_does_not_add_up) {
    Path path;
    path.move_to({0, 0});
    for (int i = 1; i <= 3000; ++i) path.line_to({i / 3.0, i % 2 == 0 ? 0.0 : 1.0});
    path.line_to({1000, 5});
    path.line_to({0, 5});
    path.close();
    const std::string data = svg_path_data(path);
    EXPECT_TRUE(data.ends_with("v5h-1000z")) << data.substr(data.size() - 40);
}

TEST(SvgPathTest, nothing) {
    EXPECT_EQ(svg_path_data(Path{}), "");
}

}  // namespace
}  // namespace qrgen::qr
