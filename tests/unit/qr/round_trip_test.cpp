// SPDX-License-Identifier: MIT
//
// Every version at every level, in every format, is read back to exactly its content by decoders of others.
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/encode.hpp"
#include "core/qr/png.hpp"
#include "core/qr/svg.hpp"
#include "core/qr/txt.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/support/txt_reader.hpp"

namespace qrgen::qr {
namespace {

bool fits(const std::string& content, ErrorLevel level, int version) {
    try {
        return encode(content, {.level = level}).version() <= version;
    } catch (const Error&) {
        return false;
    }
}

// As many letters as the version holds at the level.
std::string full_content(ErrorLevel level, int version, std::uint32_t seed) {
    std::size_t fitting = 1;
    std::size_t too_long = 2954;
    while (too_long - fitting > 1) {
        const std::size_t middle = (fitting + too_long) / 2;
        (fits(test::letters(middle, seed), level, version) ? fitting : too_long) = middle;
    }
    return test::letters(fitting, seed);
}

// Short, long and full ones by turns; the smallest versions have no room for anything but themselves.
std::string content_for(ErrorLevel level, int version) {
    const auto seed = static_cast<std::uint32_t>(4 * version + static_cast<int>(level));
    if (version < 4) return full_content(level, version, seed);
    switch (seed % 5) {
        case 0: return full_content(level, version, seed);
        case 1: return "https://example.com/" + std::to_string(seed);
        case 2:
            return std::string(static_cast<std::size_t>(version) * 10, static_cast<char>('0' + version % 10));
        case 3: return "VERSION " + std::to_string(version);
        default: return "Größe 漢字 😀 " + test::letters(static_cast<std::size_t>(version) * 2, seed);
    }
}

class RoundTripVersionTest : public ::testing::TestWithParam<int> {};

TEST_P(RoundTripVersionTest, all_levels_and_formats) {
    const int version = GetParam();
    for (const ErrorLevel level :
         {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
        SCOPED_TRACE(to_char(level));
        const std::string content = content_for(level, version);
        const Symbol symbol = encode(content, {.level = level, .min_version = version});
        ASSERT_EQ(symbol.version(), version);
        ASSERT_EQ(symbol.level(), level);
        const Picture picture{.size = ModuleScale{3}};
        const test::Image png = test::read_png(render_png(symbol, picture)).image;
        EXPECT_EQ(test::read_with_zxing(png), content);
        EXPECT_EQ(test::read_with_zbar(png), content);
        EXPECT_EQ(test::read_qr(test::rasterise_svg(render_svg(symbol, picture))), content);
        EXPECT_EQ(test::read_qr(test::read_txt(render_txt(symbol, picture), 3)), content);
    }
}

INSTANTIATE_TEST_SUITE_P(Versions, RoundTripVersionTest, ::testing::Range(1, 41));

// Modules that are no whole pixels wide, as a browser shows an SVG.
TEST(RoundTripTest, svg_of_any_scale) {
    const std::string content = test::letters(100);
    const std::string svg = render_svg(encode(content, {}), Picture{});
    for (int width = 170; width < 800; width += 61) {
        EXPECT_EQ(test::read_qr(test::rasterise_svg(svg, width)), content) << width;
    }
}

}  // namespace
}  // namespace qrgen::qr
