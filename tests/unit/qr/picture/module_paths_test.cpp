// SPDX-License-Identifier: MIT
#include "core/qr/picture/module_paths.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/path_winding.hpp"

namespace qrgen::qr {
namespace {

// "#" for modules of the grid.
ModuleGrid grid(const std::vector<std::string_view>& rows, char mark = '#') {
    ModuleGrid modules(21);
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            if (rows[y][x] == mark) modules.add(static_cast<int>(x), static_cast<int>(y));
        }
    }
    return modules;
}

Path path_of(const ModuleGrid& modules, ModuleShape shape) {
    Path path;
    add_modules(path, modules, modules, shape, {0, 0});
    return path;
}

Path connected(const std::vector<std::string_view>& rows) {
    return path_of(grid(rows), ModuleShape::connected);
}

int filled(const Path& path, double x, double y) {
    return test::winding(path, {x, y});
}

constexpr ModuleShape shapes[] = {ModuleShape::square, ModuleShape::rounded, ModuleShape::dot,
                                  ModuleShape::connected};

class ShapeTest : public ::testing::TestWithParam<ModuleShape> {};

// Where decoders look, and some way around, is what the symbol says.
TEST_P(ShapeTest, middles_of_modules_are_right) {
    for (std::uint32_t seed = 0; seed < 2; ++seed) {
        const std::string bytes = test::arbitrary_bytes(21 * 21, seed);
        ModuleGrid modules(21);
        for (int i = 0; i < 21 * 21; ++i) {
            if ((bytes[static_cast<std::size_t>(i)] & 1) != 0) modules.add(i % 21, i / 21);
        }
        const Path path = path_of(modules, GetParam());
        for (int y = 0; y < 21; ++y) {
            for (int x = 0; x < 21; ++x) {
                for (const Spot off : {Spot{0.5, 0.5}, Spot{0.3, 0.3}, Spot{0.7, 0.3}, Spot{0.3, 0.7}}) {
                    ASSERT_EQ(filled(path, x + off.x, y + off.y), modules.contains(x, y) ? 1 : 0)
                        << x << ',' << y;
                }
            }
        }
    }
}

TEST_P(ShapeTest, is_put_at_the_origin) {
    Path path;
    add_modules(path, grid({"", " #"}), grid({"", " #"}), GetParam(), {4.5, 10});
    const test::Extent extent = test::extent(path);
    EXPECT_DOUBLE_EQ(extent.left, 5.5);
    EXPECT_DOUBLE_EQ(extent.right, 6.5);
    EXPECT_DOUBLE_EQ(extent.top, 11);
    EXPECT_DOUBLE_EQ(extent.bottom, 12);
}

INSTANTIATE_TEST_SUITE_P(Shapes, ShapeTest, ::testing::ValuesIn(shapes));

TEST(ModulePathsTest, corners_are_as_the_shape_says) {
    // The corner's tip, and how much of it is gone along the diagonal: r × (√2 - 1) of the radius r.
    EXPECT_EQ(filled(path_of(grid({"#"}), ModuleShape::square), 0.01, 0.01), 1);
    const Path rounded = path_of(grid({"#"}), ModuleShape::rounded);
    EXPECT_EQ(filled(rounded, 0.08, 0.08), 0);
    EXPECT_EQ(filled(rounded, 0.10, 0.10), 1);
    const Path dot = path_of(grid({"#"}), ModuleShape::dot);
    EXPECT_EQ(filled(dot, 0.14, 0.14), 0);
    EXPECT_EQ(filled(dot, 0.16, 0.16), 1);
}

TEST(ModulePathsTest, neighbours_stay_apart_unless_connected) {
    const std::vector<std::string_view> pair{"##"};
    for (const ModuleShape shape : {ModuleShape::rounded, ModuleShape::dot}) {
        EXPECT_EQ(filled(path_of(grid(pair), shape), 1.01, 0.02), 0);
    }
    EXPECT_EQ(filled(connected(pair), 1, 0.02), 1);
    EXPECT_EQ(filled(connected(pair), 1, 0.98), 1);
}

TEST(ModulePathsTest, connected_ends_are_round) {
    const Path bar = connected({"###"});
    EXPECT_EQ(filled(bar, 0.14, 0.14), 0);
    EXPECT_EQ(filled(bar, 0.16, 0.16), 1);
    EXPECT_EQ(filled(bar, 2.86, 0.86), 0);
    EXPECT_EQ(filled(bar, 2.84, 0.84), 1);
}

TEST(ModulePathsTest, connected_inward_corners_are_rounded_slightly) {
    const Path angle = connected({"##", "#"});
    EXPECT_EQ(filled(angle, 1.05, 1.05), 1);
    EXPECT_EQ(filled(angle, 1.09, 1.09), 0);
    // A hole, whose corners are all of that kind.
    const Path ring = connected({"###", "# #", "###"});
    EXPECT_EQ(filled(ring, 1.05, 1.05), 1);
    EXPECT_EQ(filled(ring, 1.95, 1.95), 1);
    EXPECT_EQ(filled(ring, 1.5, 1.5), 0);
}

TEST(ModulePathsTest, connected_modules_that_touch_in_a_corner_stay_apart) {
    const Path pair = connected({"# ", " #"});
    EXPECT_EQ(filled(pair, 0.95, 0.95), 0);
    EXPECT_EQ(filled(pair, 1.05, 1.05), 0);
}

// A module of another colour belongs to the form as well, though not to the path.
TEST(ModulePathsTest, parts_of_a_whole_fit_together) {
    const std::vector<std::string_view> rows{"##o", " o "};
    ModuleGrid whole = grid(rows);
    whole.add(2, 0);
    whole.add(1, 1);
    Path hashes;
    add_modules(hashes, grid(rows), whole, ModuleShape::connected, {0, 0});
    Path circles;
    add_modules(circles, grid(rows, 'o'), whole, ModuleShape::connected, {0, 0});
    EXPECT_EQ(filled(hashes, 0.05, 0.05), 0);  // the whole ends here
    EXPECT_EQ(filled(hashes, 1.99, 0.01), 1);  // but goes on here
    EXPECT_EQ(filled(hashes, 1.99, 0.99), 1);
    EXPECT_EQ(filled(circles, 2.01, 0.01), 1);
    EXPECT_EQ(filled(circles, 2.95, 0.05), 0);
    EXPECT_EQ(filled(circles, 1.01, 1.01), 1);
    EXPECT_EQ(filled(circles, 1.05, 1.95), 0);
    // No path rounds an inward corner into a module of the other.
    ModuleGrid full = grid({"##", "#o"});
    full.add(1, 1);
    Path angle;
    add_modules(angle, grid({"##", "#o"}), full, ModuleShape::connected, {0, 0});
    EXPECT_EQ(filled(angle, 1.02, 1.02), 0);
}

TEST(ModulePathsTest, squares_are_the_outlines) {
    const Symbol symbol = encode("hello", {});
    Path path;
    add_squares(path, ModuleGrid(symbol), {0, 0});
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) {
            ASSERT_EQ(filled(path, x + 0.02, y + 0.98), symbol.is_dark(x, y) ? 1 : 0);
        }
    }
}

class FinderTest : public ::testing::TestWithParam<FinderShape> {};

// Along the middle, in both directions and diagonally, dark and light are 1 : 1 : 3 : 1 : 1.
TEST_P(FinderTest, is_a_ring_and_a_centre) {
    Path path;
    add_finder(path, GetParam(), {10, 20});
    const int expected[] = {1, 0, 1, 1, 1, 0, 1};
    for (int i = 0; i < 7; ++i) {
        for (const double part : {0.02, 0.5, 0.98}) {
            EXPECT_EQ(filled(path, 10 + i + part, 23.5), expected[i]) << i + part;
            EXPECT_EQ(filled(path, 13.5, 20 + i + part), expected[i]) << i + part;
        }
    }
    EXPECT_EQ(filled(path, 9.9, 23.5), 0);
    EXPECT_EQ(filled(path, 17.1, 23.5), 0);
}

INSTANTIATE_TEST_SUITE_P(Shapes, FinderTest,
                         ::testing::Values(FinderShape::square, FinderShape::rounded, FinderShape::circle));

TEST(ModulePathsTest, finder_corners) {
    Path square;
    add_finder(square, FinderShape::square, {0, 0});
    EXPECT_EQ(filled(square, 0.01, 0.01), 1);
    Path rounded;
    add_finder(rounded, FinderShape::rounded, {0, 0});
    EXPECT_EQ(filled(rounded, 0.5, 0.5), 0);
    EXPECT_EQ(filled(rounded, 0.7, 0.7), 1);
    EXPECT_EQ(filled(rounded, 1.2, 1.2), 1);  // the ring keeps its width round the corner
    EXPECT_EQ(filled(rounded, 1.4, 1.4), 0);
    Path circle;
    add_finder(circle, FinderShape::circle, {0, 0});
    EXPECT_EQ(filled(circle, 1, 1), 0);
    EXPECT_EQ(filled(circle, 1.1, 1.1), 1);
    EXPECT_EQ(filled(circle, 2.4, 2.4), 0);
    EXPECT_EQ(filled(circle, 2.5, 2.5), 1);
}

}  // namespace
}  // namespace qrgen::qr
