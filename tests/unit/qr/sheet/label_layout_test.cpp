// SPDX-License-Identifier: MIT
#include "core/qr/sheet/label_layout.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> layout_names() {
    std::vector<std::string> names;
    for (const NamedLayout& layout : label_layouts()) names.emplace_back(layout.name);
    return names;
}

class NamedLayoutTest : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(all, NamedLayoutTest, ::testing::ValuesIn(layout_names()), [](const auto& row) {
    std::string name = row.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

// Margins, labels and gaps add up to the page, which proves most slips of the pen in a row of the table.
TEST_P(NamedLayoutTest, fits_the_page) {
    const LabelLayout& layout = find_layout(GetParam())->layout;
    EXPECT_GE(layout.left, 0);
    EXPECT_GE(layout.top, 0);
    EXPECT_GE(layout.column_pitch, layout.width);
    EXPECT_GE(layout.row_pitch, layout.height);
    const LabelPlace last = place_of(layout, layout.labels() - 1);
    EXPECT_NEAR(last.left + layout.width + layout.left, layout.page.width, 1e-6);
    EXPECT_NEAR(last.top + layout.height + layout.top, layout.page.height, 1e-6);
    EXPECT_LE(layout.corner_radius, std::min(layout.width, layout.height) / 2);
    EXPECT_GE(std::min(layout.width, layout.height), min_label_side);
}

TEST_P(NamedLayoutTest, is_found_by_its_name) {
    std::string name = GetParam();
    EXPECT_EQ(find_layout(name)->name, GetParam());
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
    EXPECT_EQ(find_layout(name)->name, GetParam());
    EXPECT_FALSE(find_layout(name)->products.empty());
}

// What the makers print on the packages.
TEST(LabelLayoutTest, margins_of_well_known_sheets) {
    const auto expect = [](std::string_view name, double left, double top) {
        const LabelLayout& layout = find_layout(name)->layout;
        EXPECT_NEAR(layout.left, left, 0.06) << name;
        EXPECT_NEAR(layout.top, top, 0.06) << name;
    };
    expect("a4-3x8", 0, 0.5);
    expect("a4-3x8-36", 0, 4.5);
    expect("a4-4x10", 0, 0);
    expect("avery-l7160", 7.2, 15.2);
    expect("avery-l7163", 4.6, 15.2);
    expect("avery-l7159", 7.2, 12.9);
    expect("avery-l7651", 4.7, 10.7);
    expect("avery-l7120", 7.5, 11);
    expect("round-40", 16, 13.5);
    expect("round-60", 8, 18);
    expect("square-50-gaps", 25, 13.5);
    expect("avery-5160", 4.8, 12.7);    // 0.19, 0.5 in
    expect("avery-5161", 4, 12.7);      // 0.16, 0.5
    expect("avery-5162", 4, 21.2);      // 0.16, 0.83
    expect("avery-5163", 4, 12.7);      // 0.16, 0.5
    expect("avery-5167", 7.1, 12.7);    // 0.28, 0.5
    expect("avery-6871", 9.5, 28.6);    // 0.38, 1.13
    expect("avery-22806", 15.9, 15.9);  // 0.63, 0.63
}

TEST(LabelLayoutTest, names_are_there_once) {
    std::set<std::string_view> names;
    for (const NamedLayout& layout : label_layouts())
        EXPECT_TRUE(names.insert(layout.name).second) << layout.name;
    EXPECT_EQ(label_layouts().front().name, "a4-3x8");
    EXPECT_EQ(find_layout("a4"), nullptr);
    EXPECT_EQ(find_layout(""), nullptr);
}

TEST(LabelLayoutTest, places_go_row_by_row) {
    const LabelLayout& layout = find_layout("a4-3x8")->layout;
    EXPECT_EQ(place_of(layout, 0).left, 0);
    EXPECT_EQ(place_of(layout, 2).left, 140);
    EXPECT_EQ(place_of(layout, 2).top, 0.5);
    EXPECT_EQ(place_of(layout, 3).left, 0);
    EXPECT_EQ(place_of(layout, 23).top, 0.5 + 7 * 37);
}

TEST(LabelLayoutTest, a_grid_fills_the_page) {
    const LabelLayout layout = grid_layout(2, 3, {100, 100}, {10, 5}, {4, 0});
    EXPECT_DOUBLE_EQ(layout.width, 38);
    EXPECT_DOUBLE_EQ(layout.height, 30);
    EXPECT_DOUBLE_EQ(layout.column_pitch, 42);
    EXPECT_DOUBLE_EQ(layout.row_pitch, 30);
    EXPECT_DOUBLE_EQ(layout.left, 10);
    EXPECT_DOUBLE_EQ(layout.top, 5);
    EXPECT_EQ(layout.labels(), 6);
}

std::string refusal(int columns, int rows, SheetSize page, Spacing margin, Spacing gap) {
    try {
        grid_layout(columns, rows, page, margin, gap);
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

TEST(LabelLayoutTest, refuses_grids_that_cannot_be) {
    EXPECT_THAT(refusal(0, 1, a4, {}, {}), HasSubstr("1 to 100 columns and rows"));
    EXPECT_THAT(refusal(1, 101, a4, {}, {}), HasSubstr("1 to 100 columns and rows"));
    EXPECT_THAT(refusal(43, 1, a4, {}, {}), HasSubstr("width of labels would be 4.88 mm"));
    EXPECT_THAT(refusal(1, 2, a4, {10, 150}, {}), HasSubstr("height of labels would be 0 mm"));
    EXPECT_THAT(refusal(1, 1, {4, 100}, {}, {}), HasSubstr("page: must be 5 to 5080 mm"));
    EXPECT_THAT(refusal(1, 1, {100, 5081}, {}, {}), HasSubstr("page: must be 5 to 5080 mm"));
    EXPECT_EQ(refusal(1, 1, {5080, 5}, {}, {}), "");
}

TEST(LabelLayoutTest, largest_picture_of_a_label) {
    LabelLayout layout = grid_layout(1, 1, {60, 30}, {}, {});
    EXPECT_DOUBLE_EQ(largest_scale(layout, 10, 10), 3);
    EXPECT_DOUBLE_EQ(largest_scale(layout, 10, 2), 6);
    layout.corner_radius = 5;
    EXPECT_DOUBLE_EQ(largest_scale(layout, 10, 10), 3);  // far from the corners
    layout = grid_layout(1, 1, {30, 30}, {}, {});
    layout.corner_radius = 15;
    EXPECT_NEAR(largest_scale(layout, 1, 1), 30 / std::sqrt(2.0), 1e-9);
    EXPECT_NEAR(largest_scale(layout, 3, 4), 6, 1e-9);
    layout.corner_radius = 5;
    EXPECT_NEAR(largest_scale(layout, 1, 1), 20 + 10 / std::sqrt(2.0), 1e-9);
}

}  // namespace
}  // namespace qrgen::qr
