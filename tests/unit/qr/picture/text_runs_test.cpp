// SPDX-License-Identifier: MIT
#include "core/qr/picture/text_runs.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The runs from the left, each with "<" before it if it runs from right to left.
std::vector<std::u32string> runs(std::u32string_view text) {
    std::vector<std::u32string> found;
    for (const TextRun& run : split_into_runs(text)) {
        found.push_back((run.right_to_left ? U"<" : U"") + std::u32string(text.substr(run.begin, run.size)));
    }
    return found;
}

TEST(TextRunsTest, one_script_is_one_run) {
    EXPECT_THAT(runs(U"Room 12, 3rd floor"), ElementsAre(U"Room 12, 3rd floor"));
    EXPECT_THAT(runs(U"e\u0301t\u00E9"), ElementsAre(U"e\u0301t\u00E9"));
    EXPECT_THAT(runs(U"123"), ElementsAre(U"123"));
    EXPECT_THAT(runs(U""), IsEmpty());
}

TEST(TextRunsTest, scripts_are_told_apart) {
    EXPECT_THAT(runs(U"Tea Чай"), ElementsAre(U"Tea ", U"Чай"));
    EXPECT_EQ(split_into_runs(U"Чай").front().script, HB_SCRIPT_CYRILLIC);
}

TEST(TextRunsTest, what_has_no_script_before_the_first_goes_with_the_first) {
    const std::vector<TextRun> found = split_into_runs(U"1. Чай");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().script, HB_SCRIPT_CYRILLIC);
}

TEST(TextRunsTest, hebrew_runs_from_right_to_left) {
    EXPECT_THAT(runs(U"שלום עולם"), ElementsAre(U"<שלום עולם"));
}

TEST(TextRunsTest, numbers_keep_their_direction_within_hebrew) {
    EXPECT_THAT(runs(U"חדר 12"), ElementsAre(U"12", U"<חדר "));
    EXPECT_THAT(runs(U"חדר 12 כאן"), ElementsAre(U"< כאן", U"12", U"<חדר "));
}

TEST(TextRunsTest, the_first_letter_gives_the_base_direction) {
    EXPECT_THAT(runs(U"A שלום B"), ElementsAre(U"A ", U"<שלום", U" ", U"B"));
    EXPECT_THAT(runs(U"שלום A"), ElementsAre(U"A", U"<שלום "));
}

TEST(TextRunsTest, spaces_at_the_end_go_with_the_base_direction) {
    EXPECT_THAT(runs(U"A שלום "), ElementsAre(U"A ", U"<שלום", U" "));
}

}  // namespace
}  // namespace qrgen::qr
