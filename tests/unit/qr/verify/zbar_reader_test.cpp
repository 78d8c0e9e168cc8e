// SPDX-License-Identifier: MIT
#include "core/qr/verify/zbar_reader.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "core/qr/symbol/split.hpp"
#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

TEST(ZbarReader, ReadsBytesAsTheyAre) {
    for (const std::string content : {"plain",
                                      "gr\xC3\xBC\xC3\x9F"
                                      "e \xE6\xBC\xA2",
                                      "line\nend"}) {
        const auto codes = read_with_zbar(Luminance(draw(qr_symbol(content))));
        ASSERT_EQ(codes.size(), 1U);
        EXPECT_EQ(codes[0].content, content);
    }
}

TEST(ZbarReader, TellsWhereCodesAre) {
    const Image code = draw(qr_symbol("here"));
    Image picture = blank(2 * code.width, 2 * code.height);
    paste(picture, code, code.width, 0);
    const auto codes = read_with_zbar(Luminance(picture));
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_NEAR(codes[0].centre.x, 1.5 * code.width, 10);
    EXPECT_NEAR(codes[0].centre.y, 0.5 * code.height, 10);
}

TEST(ZbarReader, JoinsThePartsOfASequenceThatAreThere) {
    const std::vector<Symbol> symbols =
        encode_split("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvw", {}, 3);
    ASSERT_EQ(symbols.size(), 3U);
    const Image first = draw(symbols[0]);
    const Image second = draw(symbols[1]);
    Image both = blank(first.width + second.width, first.height);
    paste(both, first, 0, 0);
    paste(both, second, first.width, 0);
    const auto codes = read_with_zbar(Luminance(both));
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_TRUE(codes[0].is_sequence);
    EXPECT_TRUE(codes[0].content.starts_with("abcdef"));
    const auto alone = read_with_zbar(Luminance(second));
    ASSERT_EQ(alone.size(), 1U);
    EXPECT_TRUE(alone[0].is_sequence);
    EXPECT_TRUE(codes[0].content.ends_with(alone[0].content.substr(1)));
}

TEST(ZbarReader, ReadsNothingWhereNothingIs) {
    EXPECT_TRUE(read_with_zbar(Luminance(blank(100, 100))).empty());
    EXPECT_TRUE(read_with_zbar(Luminance(blank(1, 1))).empty());
}

}  // namespace
}  // namespace qrgen::qr
