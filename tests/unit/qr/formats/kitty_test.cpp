// SPDX-License-Identifier: MIT
#include "core/qr/formats/kitty.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/png.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/kitty_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

TEST(KittyTest, is_the_png_file) {
    for (const Picture& picture : {Picture{}, Picture{.fill = {200, 0, 0}}, Picture{.back = transparent}}) {
        const Symbol symbol = encode("hello", {});
        EXPECT_EQ(test::read_kitty(render_kitty(symbol, picture)), render_png(symbol, picture));
    }
}

TEST(KittyTest, small_picture_in_one_chunk) {
    const std::string text = render_kitty(encode("hello", {}), Picture{});
    EXPECT_THAT(text, StartsWith("\x1B_Ga=T,f=100,q=2,m=0;iVBORw0KGgo"));
    EXPECT_THAT(text, EndsWith("\x1B\\\n"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\x1B'), 2);
}

// The reader checks the length and the keys of each chunk.
TEST(KittyTest, large_picture_in_chunks) {
    const Symbol symbol = encode(test::letters(2900), {.level = ErrorLevel::low});
    for (int scale = 1; scale < 10; ++scale) {
        const Picture picture{.size = ModuleScale{scale}};
        const std::string text = render_kitty(symbol, picture);
        EXPECT_GT(std::count(text.begin(), text.end(), '\x1B'), 2);
        EXPECT_EQ(test::read_kitty(text), render_png(symbol, picture));
    }
}

TEST(KittyTest, throws_like_png) {
    EXPECT_THROW(render_kitty(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
}

}  // namespace
}  // namespace qrgen::qr
