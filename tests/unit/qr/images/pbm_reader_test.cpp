// SPDX-License-Identifier: MIT
#include "core/qr/images/pbm_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// One character a pixel, X for black.
std::string seen(const Image& image) {
    std::string text;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        EXPECT_EQ(image.rgba[i], image.rgba[i + 1]);
        EXPECT_EQ(image.rgba[i], image.rgba[i + 2]);
        EXPECT_EQ(image.rgba[i + 3], 255);
        text += image.rgba[i] == 0 ? 'X' : image.rgba[i] == 255 ? '.' : '?';
    }
    return text;
}

TEST(PbmReaderTest, ReadsBits) {
    const Image image = read_pbm("P4\n10 2\n\xA0\x40\x0F\x80", {});
    EXPECT_EQ(image.width, 10);
    EXPECT_EQ(image.height, 2);
    EXPECT_EQ(seen(image), "X.X......X....XXXXX.");
}

TEST(PbmReaderTest, ReadsDigitsWithAndWithoutSpace) {
    EXPECT_EQ(seen(read_pbm("P1\n3 2\n101\n0 1 0\n", {})), "X.X.X.");
}

TEST(PbmReaderTest, PassesOverComments) {
    EXPECT_EQ(seen(read_pbm("P4# made by hand\n# 99 99\n8 #wide\n1\n\xF0", {})), "XXXX....");
    EXPECT_EQ(seen(read_pbm("P1 2 1\n1 # one\n0", {})), "X.");
}

// The first byte of the pixels may look like space.
TEST(PbmReaderTest, OneCharacterEndsTheHeader) {
    EXPECT_EQ(seen(read_pbm("P4 8 1\n\n", {})), "....X.X.");
}

TEST(PbmReaderTest, RefusesWhatIsTruncatedOrBroken) {
    for (const char* file : {"P4", "P4 8", "P4 8 2", "P4 8 2\n", "P4 8 2\nx", "P1 2 2\n1 1 1"}) {
        EXPECT_THROW(read_pbm(file, {}), Error) << file;
    }
    EXPECT_THAT([] { read_pbm("P4 8 2\nx", {}); }, ThrowsMessage<Error>(HasSubstr("truncated")));
    EXPECT_THAT([] { read_pbm("P4 -8 2\nx", {}); }, ThrowsMessage<Error>(HasSubstr("width and height")));
    EXPECT_THAT([] { read_pbm("P1 2 1\n12", {}); }, ThrowsMessage<Error>(HasSubstr("not all 0 and 1")));
    EXPECT_THAT([] { read_pbm("P4 0 5\n", {}); },
                ThrowsMessage<Error>(HasSubstr("no pixels (0 × 5 pixels)")));
}

}  // namespace
}  // namespace qrgen::qr
