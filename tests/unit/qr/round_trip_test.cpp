// SPDX-License-Identifier: MIT
//
// Every version at every level, in every format, is read back to exactly its content by decoders of others.
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/formats/svg.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/jpeg_reader.hpp"
#include "tests/support/kitty_reader.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/pnm_reader.hpp"
#include "tests/support/print_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/sixel_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/support/txt_reader.hpp"
#include "tests/support/webp_reader.hpp"

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

// Readers of others for what the formats write. Pages are drawn at 3 pixels a module, terminals' modules too.
constexpr int scale = 3;

test::Image read(std::string_view format, const std::string& file) {
    if (format == "png") return test::read_png(file).image;
    if (format == "svg") return test::rasterise_svg(file);
    if (format == "jpeg") return test::read_jpeg(file).image;
    if (format == "webp") return test::read_webp(file).image;
    if (format == "pdf") return test::rasterise_pdf(file, css_dpi);
    if (format == "eps") return test::rasterise_eps(file, css_dpi);
    if (format == "txt") return test::read_txt(file, scale);
    if (format == "pbm") return test::read_pnm(file);
    if (format == "sixel") return test::read_sixel(file);
    if (format == "kitty") return test::read_png(test::read_kitty(file)).image;
    throw std::logic_error("a format without a reader: " + std::string(format));
}

// Ghostscript takes its time to start: one level of each version must do.
bool is_left_out(std::string_view format, ErrorLevel level, int version) {
    return format == "eps" && static_cast<int>(level) != version % 4;
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
        for (const Format& format : formats()) {
            if (is_left_out(format.name, level, version)) continue;
            const test::Image image =
                read(format.name, format.render(symbol, Picture{.size = ModuleScale{scale}}));
            EXPECT_EQ(test::read_qr(image), content) << format.name;
            if (format.name == "png") {
                EXPECT_EQ(test::read_with_zxing(image), content);
                EXPECT_EQ(test::read_with_zbar(image), content);
            }
        }
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
