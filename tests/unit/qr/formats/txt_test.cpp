// SPDX-License-Identifier: MIT
#include "core/qr/formats/txt.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/txt_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr TextStyle styles[]{
    {Charset::utf8, false}, {Charset::utf8, true}, {Charset::ascii, false}, {Charset::ascii, true}};

Picture picture_of(TextStyle style, int border = 4) {
    return Picture{.border = border, .text = style};
}

// 21 × 21, dark in the first column and row and in the lower right corner.
Symbol angle() {
    std::vector<std::uint8_t> modules(21 * 21);
    for (std::size_t i = 0; i < 21; ++i) modules[i] = modules[i * 21] = 1;
    modules.back() = 1;
    return Symbol(1, ErrorLevel::medium, modules);
}

std::string first_lines(const std::string& text, int count) {
    std::size_t end = 0;
    for (int i = 0; i < count; ++i) end = text.find('\n', end) + 1;
    return text.substr(0, end);
}

TEST(TxtTest, shows_every_module_and_border) {
    for (const int version : {1, 5, 40}) {
        const Symbol symbol = encode("version", {.min_version = version});
        for (const TextStyle style : styles) {
            for (const int border : {0, 1, 4, 20}) {
                const test::Image image = test::read_txt(render_txt(symbol, picture_of(style, border)));
                const int width = symbol.size() + 2 * border;
                ASSERT_EQ(image.width, width);
                // Two rows a line: the last line has one to spare.
                ASSERT_EQ(image.height, style.charset == Charset::utf8 ? width + 1 : width);
                for (int y = 0; y < image.height; ++y) {
                    for (int x = 0; x < width; ++x) {
                        ASSERT_EQ(image.at(x, y), symbol.is_dark(x - border, y - border) ? black : white);
                    }
                }
            }
        }
    }
}

TEST(TxtTest, can_be_read) {
    const Symbol symbol = encode("https://example.com/menu", {});
    for (const TextStyle style : styles) {
        EXPECT_EQ(test::read_qr(test::read_txt(render_txt(symbol, picture_of(style)), 4)),
                  "https://example.com/menu");
    }
}

TEST(TxtTest, half_blocks) {
    const std::string text = render_txt(angle(), picture_of({Charset::utf8, false}, 1));
    EXPECT_EQ(first_lines(text, 2), " ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ \n █                     \n");
    const std::string without_border = render_txt(angle(), picture_of({Charset::utf8, false}, 0));
    EXPECT_THAT(without_border, StartsWith("█▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀\n"));
    EXPECT_THAT(without_border, ::testing::EndsWith("▀                   ▀\n"));
}

TEST(TxtTest, ascii) {
    const std::string text = render_txt(angle(), picture_of({Charset::ascii, false}, 0));
    EXPECT_EQ(first_lines(text, 2), std::string(42, '#') + "\n##" + std::string(40, ' ') + "\n");
}

TEST(TxtTest, ascii_means_ascii) {
    for (const bool colours : {false, true}) {
        for (const char c : render_txt(angle(), picture_of({Charset::ascii, colours}))) {
            EXPECT_EQ(static_cast<unsigned char>(c) & 0x80, 0);
        }
    }
}

TEST(TxtTest, colours_do_not_depend_on_the_theme) {
    const std::string half = render_txt(angle(), picture_of({Charset::utf8, true}, 0));
    EXPECT_THAT(half, StartsWith("\x1B[38;5;16;48;5;231m█▀"));
    EXPECT_THAT(half, HasSubstr("▀\x1B[0m\n"));
    const std::string spaces = render_txt(angle(), picture_of({Charset::ascii, true}, 1));
    // Switched only where the colour changes: nothing in the row above, twice in the first row.
    EXPECT_EQ(first_lines(spaces, 2), "\x1B[48;5;231m" + std::string(46, ' ') +
                                          "\x1B[0m\n\x1B[48;5;231m  \x1B[48;5;16m" + std::string(42, ' ') +
                                          "\x1B[48;5;231m  \x1B[0m\n");
}

TEST(TxtTest, no_escapes_without_colours) {
    for (const Charset charset : {Charset::utf8, Charset::ascii}) {
        EXPECT_THAT(render_txt(angle(), picture_of({charset, false})), Not(HasSubstr("\x1B")));
    }
}

}  // namespace
}  // namespace qrgen::qr
