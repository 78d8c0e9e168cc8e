// SPDX-License-Identifier: MIT
#include "core/qr/sheet/sheet_marks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST(SheetMarksTest, none_unless_asked_for) {
    EXPECT_EQ(mark_operators(label_layouts().front().layout, {}), "");
}

TEST(SheetMarksTest, crop_marks_begin_outside_of_the_corners) {
    const std::string marks =
        mark_operators(grid_layout(1, 1, {100, 80}, {10, 10}, {}), {.crop_marks = true});
    EXPECT_EQ(count(marks, " l\n"), 8U);
    EXPECT_THAT(marks, HasSubstr("9 10 m 5 10 l\n"));
    EXPECT_THAT(marks, HasSubstr("10 9 m 10 5 l\n"));
    EXPECT_THAT(marks, HasSubstr("91 70 m 95 70 l\n"));
    EXPECT_THAT(marks, HasSubstr("90 71 m 90 75 l\n"));
}

TEST(SheetMarksTest, labels_side_by_side_share_marks_and_have_none_between_them) {
    const std::string marks =
        mark_operators(grid_layout(3, 2, {100, 80}, {10, 10}, {}), {.crop_marks = true});
    EXPECT_EQ(count(marks, " l\n"), 2U * 4 + 2U * 3);
}

TEST(SheetMarksTest, marks_keep_out_of_the_neighbours_half_of_a_gap) {
    const std::string marks =
        mark_operators(grid_layout(2, 1, {100, 80}, {10, 10}, {6, 0}), {.crop_marks = true});
    EXPECT_THAT(marks, HasSubstr("48 10 m 50 10 l\n"));
    EXPECT_THAT(marks, HasSubstr("52 10 m 50 10 l\n"));
}

TEST(SheetMarksTest, no_marks_where_there_is_no_room) {
    const std::string marks = mark_operators(grid_layout(2, 2, a4, {}, {}), {.crop_marks = true});
    EXPECT_EQ(count(marks, " l\n"), 0U);
}

TEST(SheetMarksTest, outlines_of_all_labels) {
    EXPECT_EQ(count(mark_operators(label_layouts().front().layout, {.outlines = true}), "h\n"), 24U);
    EXPECT_THAT(mark_operators(label_layouts().front().layout, {.outlines = true}), Not(HasSubstr(" c\n")));
    EXPECT_THAT(mark_operators(find_layout("round-40")->layout, {.outlines = true}), HasSubstr("c\n"));
}

}  // namespace
}  // namespace qrgen::qr
