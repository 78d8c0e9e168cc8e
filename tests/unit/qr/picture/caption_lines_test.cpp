// SPDX-License-Identifier: MIT
#include "core/qr/picture/caption_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/picture/text_outline.hpp"
#include "tests/support/path_winding.hpp"

namespace qrgen::qr {
namespace {

using ::testing::Each;
using ::testing::Field;

constexpr double wide = 1000;

// In modules, at the caption's full height of 2.
double width_of(const std::string& text) {
    return 2 * outline_text(text, "").width;
}

std::vector<CaptionLine> lines(const std::string& text, double width) {
    return set_caption(Caption{.text = text, .height = 2}, width);
}

void expect_widths(const std::vector<CaptionLine>& lines, const std::vector<std::string>& texts) {
    ASSERT_EQ(lines.size(), texts.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_DOUBLE_EQ(lines[i].width, texts[i].empty() ? 0 : width_of(texts[i])) << texts[i];
    }
}

TEST(CaptionLinesTest, one_line) {
    const std::vector<CaptionLine> set = lines("Scan me", wide);
    expect_widths(set, {"Scan me"});
    EXPECT_DOUBLE_EQ(set.front().height, 2);
    EXPECT_DOUBLE_EQ(set.front().ascent, 2 * outline_text("Scan me", "").ascent);
    const test::Extent extent = test::extent(set.front().path);
    EXPECT_GT(extent.left, -0.1);
    EXPECT_LT(extent.right, width_of("Scan me") + 0.1);
    EXPECT_GT(extent.top, -set.front().ascent);
    EXPECT_LT(extent.bottom, 0.1);  // no letter here goes below the baseline
    EXPECT_DOUBLE_EQ(height_of(set), 2);
}

TEST(CaptionLinesTest, line_feeds_start_lines) {
    const std::vector<CaptionLine> set = lines("one\n\ntwo words\n", wide);
    expect_widths(set, {"one", "", "two words", ""});
    EXPECT_DOUBLE_EQ(height_of(set), 8);
    EXPECT_TRUE(set[1].path.empty());
}

TEST(CaptionLinesTest, too_wide_is_broken_between_words) {
    const std::string text = "aaa bbb ccc ddd";
    expect_widths(lines(text, width_of(text)), {text});
    expect_widths(lines(text, width_of(text) - 0.01), {"aaa bbb ccc", "ddd"});
    expect_widths(lines(text, width_of("aaa bbb") + 0.01), {"aaa bbb", "ccc ddd"});
    expect_widths(lines(text, width_of("mmm")), {"aaa", "bbb", "ccc", "ddd"});
    EXPECT_THAT(lines(text, width_of("mmm")), Each(Field(&CaptionLine::height, 2)));
}

TEST(CaptionLinesTest, spaces_at_a_break_and_at_the_end_are_dropped) {
    expect_widths(lines("aaa    bbb   ", width_of("aaaa")), {"aaa", "bbb"});
    expect_widths(lines("   ", wide), {""});
    expect_widths(lines("  in", wide), {"  in"});
}

TEST(CaptionLinesTest, a_word_that_is_too_wide_is_made_smaller) {
    const double half = width_of("incomprehensible") / 2;
    const std::vector<CaptionLine> set = lines("an incomprehensible x", half);
    ASSERT_EQ(set.size(), 3U);
    EXPECT_DOUBLE_EQ(set[0].height, 2);
    EXPECT_DOUBLE_EQ(set[1].height, 1);
    EXPECT_DOUBLE_EQ(set[1].width, half);
    EXPECT_DOUBLE_EQ(set[1].ascent, outline_text("incomprehensible", "").ascent);
    EXPECT_LT(test::extent(set[1].path).right, half + 0.1);
    EXPECT_DOUBLE_EQ(set[2].height, 2);
}

TEST(CaptionLinesTest, throws_like_the_outlines) {
    EXPECT_THROW(set_caption(Caption{.text = "a", .font = "/no/such/font.ttf"}, wide), Error);
}

}  // namespace
}  // namespace qrgen::qr
