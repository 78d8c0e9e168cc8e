// SPDX-License-Identifier: MIT
#include "core/qr/picture/picture.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(PictureTest, two_colours_and_squares_are_plain) {
    EXPECT_TRUE(is_plain(Picture{}));
    EXPECT_TRUE(is_plain(Picture{.size = PhysicalWidth{3, LengthUnit::centimetre},
                                 .dpi = 600,
                                 .border = 0,
                                 .fill = {1, 2, 3, 4},
                                 .back = transparent,
                                 .quality = 5,
                                 .pure_black_ink = true,
                                 .title = "t",
                                 .description = "d"}));
}

TEST(PictureTest, anything_else_is_not) {
    for (const Picture& picture :
         {Picture{.data_dark = black}, Picture{.data_light = white}, Picture{.finder = black},
          Picture{.alignment = black}, Picture{.gradient = Gradient{}},
          Picture{.module_shape = ModuleShape::dot}, Picture{.finder_shape = FinderShape::circle},
          Picture{.caption = Caption{.text = "a"}}, Picture{.frame = {.shape = FrameShape::square}}}) {
        EXPECT_FALSE(is_plain(picture));
    }
}

}  // namespace
}  // namespace qrgen::qr
