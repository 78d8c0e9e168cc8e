// SPDX-License-Identifier: MIT
#include "cmd/terminal.hpp"

#include <gtest/gtest.h>

namespace qrgen::cmd {
namespace {

TEST(TerminalTest, WidthCountsCellsNotBytes) {
    EXPECT_EQ(display_width(""), 0);
    EXPECT_EQ(display_width("abc"), 3);
    EXPECT_EQ(display_width("äöü"), 3);
    EXPECT_EQ(display_width("菜单"), 4);
    EXPECT_EQ(display_width("e\xCC\x81"), 1);  // a combining accent takes no cell of its own
}

TEST(TerminalTest, CuttingNeverExceedsTheWidth) {
    EXPECT_EQ(cut_to_width("abc", 3), "abc");
    EXPECT_EQ(cut_to_width("abcd", 3), "ab…");
    EXPECT_EQ(cut_to_width("菜单菜", 4), "菜…");
    EXPECT_EQ(cut_to_width("abc", 1), "…");
    EXPECT_EQ(cut_to_width("abc", 0), "");
}

TEST(TerminalTest, TheChoiceOfTheUserDecidesAboutColours) {
    EXPECT_TRUE(may_colour(1, ColourChoice::always));
    EXPECT_FALSE(may_colour(1, ColourChoice::never));
}

}  // namespace
}  // namespace qrgen::cmd
