// SPDX-License-Identifier: MIT
#include "core/qr/picture/outline.hpp"

#include <set>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;

// A symbol of version 1, light but for the given rows, "#" for dark, in its upper left corner.
Symbol draw(const std::vector<std::string_view>& rows) {
    std::vector<std::uint8_t> modules(21 * 21);
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x) modules[y * 21 + x] = rows[y][x] == '#' ? 1 : 0;
    }
    return Symbol(1, ErrorLevel::medium, modules);
}

// How often the contours wind clockwise around each module, row by row.
std::vector<int> winding_numbers(const std::vector<Contour>& contours, int size) {
    const auto width = static_cast<std::size_t>(size);
    std::vector<int> windings(width * width);
    for (const Contour& contour : contours) {
        for (std::size_t i = 0; i < contour.size(); ++i) {
            const GridPoint from = contour[i];
            const GridPoint to = contour[(i + 1) % contour.size()];
            // A vertical edge counts for all modules to its right; upward, it has the inside on its right.
            for (int y = std::min(from.y, to.y); from.x == to.x && y < std::max(from.y, to.y); ++y) {
                for (int x = from.x; x < size; ++x) {
                    windings[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] +=
                        to.y < from.y ? 1 : -1;
                }
            }
        }
    }
    return windings;
}

// Filling gives the modules by either rule: windings are 1 on dark modules and 0 on light ones.
void expect_fills_modules(const Symbol& symbol) {
    const std::vector<int> windings = winding_numbers(trace_outlines(symbol), symbol.size());
    auto winding = windings.begin();
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x)
            ASSERT_EQ(*winding++, symbol.is_dark(x, y) ? 1 : 0) << x << ',' << y;
    }
}

// Horizontal first, then by turns, never of length zero.
void expect_well_formed(const Contour& contour) {
    ASSERT_GE(contour.size(), 4U);
    ASSERT_EQ(contour.size() % 2, 0U);
    for (std::size_t i = 0; i < contour.size(); ++i) {
        const GridPoint from = contour[i];
        const GridPoint to = contour[(i + 1) % contour.size()];
        ASSERT_EQ(from.y == to.y, i % 2 == 0);
        ASSERT_EQ(from.x == to.x, i % 2 == 1);
    }
}

TEST(OutlineTest, nothing_dark_has_no_contour) {
    EXPECT_TRUE(trace_outlines(draw({})).empty());
}

TEST(OutlineTest, a_module_runs_clockwise) {
    EXPECT_THAT(trace_outlines(draw({"", "  #"})), ElementsAre(Contour{{2, 1}, {3, 1}, {3, 2}, {2, 2}}));
}

TEST(OutlineTest, modules_side_by_side_are_one) {
    EXPECT_THAT(trace_outlines(draw({"##", "# "})),
                ElementsAre(Contour{{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 2}, {0, 2}}));
}

TEST(OutlineTest, holes_run_the_other_way_round) {
    EXPECT_THAT(
        trace_outlines(draw({"###", "# #", "###"})),
        ElementsAre(Contour{{0, 0}, {3, 0}, {3, 3}, {0, 3}}, Contour{{1, 2}, {2, 2}, {2, 1}, {1, 1}}));
}

TEST(OutlineTest, areas_touching_in_a_corner_are_separate) {
    EXPECT_THAT(trace_outlines(draw({"# ", " #"})), ElementsAre(Contour{{0, 0}, {1, 0}, {1, 1}, {0, 1}},
                                                                Contour{{1, 1}, {2, 1}, {2, 2}, {1, 2}}));
    EXPECT_THAT(trace_outlines(draw({" #", "# "})), ElementsAre(Contour{{1, 0}, {2, 0}, {2, 1}, {1, 1}},
                                                                Contour{{0, 1}, {1, 1}, {1, 2}, {0, 2}}));
}

TEST(OutlineTest, holes_touching_in_a_corner) {
    expect_fills_modules(draw({"####", "# ##", "## #", "####"}));
    expect_fills_modules(draw({"####", "## #", "# ##", "####"}));
}

TEST(OutlineTest, fills_exactly_the_modules) {
    for (int version = 1; version <= 40; ++version) {
        const Symbol symbol = encode("version " + std::to_string(version), {.min_version = version});
        for (const Contour& contour : trace_outlines(symbol)) expect_well_formed(contour);
        expect_fills_modules(symbol);
        ASSERT_FALSE(HasFatalFailure()) << version;
    }
}

TEST(OutlineTest, fills_any_pattern) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const std::string bytes = test::arbitrary_bytes(21 * 21, seed);
        std::vector<std::uint8_t> modules;
        for (const char byte : bytes) modules.push_back((byte & 1) != 0 ? 1 : 0);
        const Symbol symbol(1, ErrorLevel::low, modules);
        for (const Contour& contour : trace_outlines(symbol)) expect_well_formed(contour);
        expect_fills_modules(symbol);
        ASSERT_FALSE(HasFatalFailure()) << seed;
    }
}

}  // namespace
}  // namespace qrgen::qr
