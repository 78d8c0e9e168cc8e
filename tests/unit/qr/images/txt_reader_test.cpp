// SPDX-License-Identifier: MIT
#include "core/qr/images/txt_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/txt.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// One character a pixel, a line a row.
std::string seen(const Image& image) {
    std::string text;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) text += image.pixel(x, y)[0] == 0 ? 'X' : '.';
        text += '\n';
    }
    return text;
}

void expect_refused(const std::string& text, const std::string& reason) {
    EXPECT_THAT([&] { read_txt(text, 4, {}); }, ThrowsMessage<Error>(HasSubstr(reason))) << text;
}

TEST(TxtReaderTest, ReadsHalfBlocks) {
    EXPECT_EQ(seen(read_txt(" \u2580\u2584\u2588\n", 1, {})), ".X.X\n..XX\n");
}

TEST(TxtReaderTest, ReadsPairsOfLetters) {
    EXPECT_EQ(seen(read_txt("##  \n  ##\n", 1, {})), "X.\n.X\n");
}

TEST(TxtReaderTest, ReadsColouredSpaces) {
    EXPECT_EQ(seen(read_txt("\x1B[48;5;231m  \x1B[48;5;16m  \x1B[0m\n", 1, {})), ".X\n");
}

TEST(TxtReaderTest, ReadsHalfBlocksInTheOtherColours) {
    EXPECT_EQ(seen(read_txt("\x1B[38;5;231;48;5;16m\u2580\x1B[0m\n", 1, {})), ".\nX\n");
}

TEST(TxtReaderTest, DrawsModulesAsLargeAsAsked) {
    EXPECT_EQ(seen(read_txt("##  \n", 3, {})), "XXX...\nXXX...\nXXX...\n");
}

// As a shell leaves it that reads the output of a command into a variable.
TEST(TxtReaderTest, TheLastLineNeedsNoEnd) {
    EXPECT_EQ(seen(read_txt("##  \n  ##", 1, {})), "X.\n.X\n");
}

TEST(TxtReaderTest, ReadsAllThatTheFormatWrites) {
    const Symbol symbol = encode("text", {});
    for (const Charset charset : {Charset::utf8, Charset::ascii}) {
        for (const bool colours : {false, true}) {
            for (const int border : {0, 4}) {
                const std::string text = render_txt(symbol, {.border = border, .text = {charset, colours}});
                ASSERT_TRUE(looks_like_txt(text));
                const Image image = read_txt(text, 2, {});
                for (int y = 0; y < image.height; ++y) {
                    for (int x = 0; x < image.width; ++x) {
                        ASSERT_EQ(image.pixel(x, y)[0] == 0, symbol.is_dark(x / 2 - border, y / 2 - border));
                    }
                }
            }
        }
    }
}

TEST(TxtReaderTest, RefusesAnythingElseNamingTheLine) {
    expect_refused("##  \nhello\n", "line 2 of the text has a character that does not belong to a code");
    expect_refused("##\n####\n", "line 2 of the text is not as long as the one before");
    expect_refused("###\n", "ends in the middle of a module");
    expect_refused("# ##\n", "two halves differ");
    expect_refused("\x1B[48;5;16m  \n", "leaves colours set");
    for (const char* escape :
         {"\x1B[31m", "\x1B[m", "\x1B[38;5;17m", "\x1B[38;5;16;m", "\x1B[38;5m", "\x1B[48m"}) {
        expect_refused(std::string(escape) + "##\n", "escape sequence that is not one of ours");
    }
    expect_refused("\x1B", "a character that does not belong");
    expect_refused("\x1B[2J##\n", "a character that does not belong");
    expect_refused("\xE2\x96", "a character that does not belong");
}

TEST(TxtReaderTest, LongLinesAndManyLinesAreRefused) {
    expect_refused(std::string(2 * 6000, '#'), "24000 × 4 pixels are too large");
    std::string lines;
    for (int i = 0; i < 6000; ++i) lines += "##\n";
    expect_refused(lines, "pixels are too large");
}

}  // namespace
}  // namespace qrgen::qr
