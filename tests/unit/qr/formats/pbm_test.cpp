// SPDX-License-Identifier: MIT
#include "core/qr/formats/pbm.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/pnm_reader.hpp"
#include "tests/unit/qr/formats/expect_shows.hpp"

namespace qrgen::qr {
namespace {

TEST(PbmTest, golden_file) {
    EXPECT_EQ(render_pbm(encode("HELLO", {}), Picture{.size = ModuleScale{3}}), test::golden("hello.pbm"));
}

TEST(PbmTest, any_width_and_border) {
    const Symbol symbol = encode(test::letters(45), {});
    for (const int border : {0, 1, 4}) {
        for (int width = 45; width < 120; ++width) {
            const Picture picture{.size = PixelWidth{width}, .border = border};
            expect_shows(test::read_pnm(render_pbm(symbol, picture)), symbol, picture);
        }
    }
}

TEST(PbmTest, dark_is_1_whatever_the_colours) {
    const Symbol symbol = encode("hello", {});
    const Picture inverted{.fill = {255, 255, 0}, .back = {0, 0, 128}};
    EXPECT_EQ(render_pbm(symbol, inverted), render_pbm(symbol, Picture{}));
}

TEST(PbmTest, throws_like_the_layout) {
    EXPECT_THROW(render_pbm(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
}

}  // namespace
}  // namespace qrgen::qr
