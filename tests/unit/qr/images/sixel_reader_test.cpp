// SPDX-License-Identifier: MIT
#include "core/qr/images/sixel_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string sixel(const std::string& body) {
    return "\x1BP0;1q" + body + "\x1B\\";
}

void expect_refused(const std::string& file, const std::string& reason) {
    EXPECT_THAT([&] { read_sixel(file, {}); }, ThrowsMessage<Error>(HasSubstr(reason))) << file;
}

TEST(SixelReaderTest, ReadsColoursAndLeavesTheRestTransparent) {
    const Image image = read_sixel(sixel("\"1;1;2;2#0;2;100;0;0#1;2;0;50;0#0@#1A"), {});
    EXPECT_EQ(image.width, 2);
    EXPECT_EQ(image.height, 2);
    EXPECT_THAT(image.rgba, ElementsAre(255, 0, 0, 255, 0, 0, 0, 0,  //
                                        0, 0, 0, 0, 0, 128, 0, 255));
}

TEST(SixelReaderTest, ReadsRepetitionsReturnsAndNewLines) {
    const Image image = read_sixel(sixel("#0;2;0;0;0#1;2;100;100;100#0!3~$#1!3?!2~-\n#1!5~"), {});
    EXPECT_EQ(image.width, 5);
    EXPECT_EQ(image.height, 12);
    EXPECT_EQ(image.pixel(2, 5)[0], 0);
    EXPECT_EQ(image.pixel(3, 0)[0], 255);
    EXPECT_EQ(image.pixel(4, 11)[0], 255);
}

TEST(SixelReaderTest, ALineFeedMayFollow) {
    EXPECT_EQ(read_sixel(sixel("~") + "\n", {}).height, 6);
}

TEST(SixelReaderTest, SizesBeyondTheLimitsAreRefusedBeforeAnythingIsPainted) {
    expect_refused(sixel("\"1;1;999999;999999~"), "are too large");
    expect_refused(sixel("!999999~"), "are too large");
    expect_refused(sixel("!9999999999999999999999~"), "are too large");
    std::string lines;
    for (int i = 0; i < 4000; ++i) lines += '-';
    expect_refused(sixel(lines + "~"), "are too large");
    expect_refused(sixel("\"1;1;20000;20000~"), "are more than the limit of 50 megapixels");
}

TEST(SixelReaderTest, EveryLineMayBeAsLongAsTheLimit) {
    EXPECT_EQ(read_sixel(sixel("!12~-!12~"), {.max_side = 12}).width, 12);
    EXPECT_EQ(read_sixel(sixel("!12~$!12~"), {.max_side = 12}).width, 12);
    EXPECT_THROW(read_sixel(sixel("!12~~"), {.max_side = 12}), Error);
}

TEST(SixelReaderTest, PaintingTheSamePixelsOverAndOverIsRefused) {
    std::string body;
    for (int i = 0; i < 100; ++i) body += "!10000~$";
    expect_refused(sixel(body), "paint over themselves too often");
}

TEST(SixelReaderTest, RefusesWhatIsTruncatedOrBroken) {
    const std::string whole = sixel("\"1;1;2;6#1;2;9;9;9#1!2~");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_THROW(read_sixel(whole.substr(0, size), {}), Error) << size;
    }
    for (const char* body :
         {"!~", "!3", "!3#1~", "#~", "#1;~", "~\"1;1;5;5~", "~\x1B", "~ö", "hello world"}) {
        expect_refused(sixel(body), "broken or truncated");
    }
    expect_refused(sixel(""), "no pixels");
    expect_refused(sixel("~") + sixel("~"), "more than one picture");
}

}  // namespace
}  // namespace qrgen::qr
