// SPDX-License-Identifier: MIT
#include "core/qr/images/jpeg_reader.hpp"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using test::JpegKind;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

void expect_like(const Image& read, const Image& image, int tolerance) {
    ASSERT_EQ(read.width, image.width);
    ASSERT_EQ(read.height, image.height);
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        ASSERT_LE(std::abs(read.rgba[i] - image.rgba[i]), tolerance) << "byte " << i;
    }
}

TEST(JpegReaderTest, ReadsBaselineAndProgressive) {
    const Image image = test::colourful(37, 23);
    expect_like(read_jpeg(test::to_jpeg(image, JpegKind::baseline), {}), image, 4);
    expect_like(read_jpeg(test::to_jpeg(image, JpegKind::progressive), {}), image, 4);
}

TEST(JpegReaderTest, ReadsGrey) {
    const Image image = test::plain(9, 9, 0x777777FF);
    expect_like(read_jpeg(test::to_jpeg(image, JpegKind::grey), {}), image, 2);
}

TEST(JpegReaderTest, ReadsCmyk) {
    const Image half_black = test::plain(16, 16, 0xC8643280);
    const Image seen = test::plain(16, 16, 0x643219FF);
    expect_like(read_jpeg(test::to_jpeg(half_black, JpegKind::cmyk), {}), seen, 4);
}

TEST(JpegReaderTest, EveryTruncationIsAnError) {
    for (const JpegKind kind : {JpegKind::baseline, JpegKind::progressive}) {
        const std::string file = test::to_jpeg(test::colourful(40, 40), kind);
        // The end marker itself carries nothing.
        for (std::size_t size = 0; size < file.size() - 2; ++size) {
            EXPECT_THROW(read_jpeg(file.substr(0, size), {}), Error) << size;
        }
    }
}

TEST(JpegReaderTest, SaysThatTheFileIsBroken) {
    const std::string file = test::to_jpeg(test::colourful(40, 40));
    EXPECT_THAT([&] { read_jpeg(file.substr(0, file.size() / 2), {}); },
                ThrowsMessage<Error>(HasSubstr("the JPEG file is broken")));
}

// A scan that says nothing new costs ten bytes, and as much time as there are pixels.
TEST(JpegReaderTest, ManyScansAreRefused) {
    const std::string file = test::to_jpeg(test::colourful(40, 40), JpegKind::progressive);
    std::string bomb = file.substr(0, file.size() - 2);
    const std::string scan("\xFF\xDA\0\x08\1\1\0\1\1\0\0", 11);
    for (int i = 0; i < 100; ++i) bomb += scan;
    EXPECT_THAT([&] { read_jpeg(bomb + "\xFF\xD9", {}); },
                ThrowsMessage<Error>(HasSubstr("more than 32 scans")));
}

}  // namespace
}  // namespace qrgen::qr
