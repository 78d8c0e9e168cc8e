// SPDX-License-Identifier: MIT
#include "core/qr/images/webp_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(WebpReaderTest, ReadsColoursAndAlpha) {
    Image image = test::colourful(37, 23);
    image.pixel(5, 6)[3] = 127;
    const Image read = read_webp(test::to_webp(image), {});
    EXPECT_EQ(read.width, 37);
    EXPECT_EQ(read.height, 23);
    EXPECT_EQ(read.rgba, image.rgba);
}

TEST(WebpReaderTest, EveryTruncationIsAnError) {
    const std::string file = test::to_webp(test::colourful(20, 20));
    for (std::size_t size = 0; size + 1 < file.size(); ++size) {
        EXPECT_THROW(read_webp(file.substr(0, size), {}), Error) << size;
    }
    EXPECT_THAT([&] { read_webp(file.substr(0, file.size() / 2), {}); },
                ThrowsMessage<Error>(HasSubstr("the WebP file is truncated")));
}

TEST(WebpReaderTest, SaysThatTheFileIsBroken) {
    const std::string file =
        "RIFF" + std::string("\x10\0\0\0", 4) + "WEBPVP8 " + std::string("\x04\0\0\0", 4) + "abcd";
    EXPECT_THAT([&] { read_webp(file, {}); }, ThrowsMessage<Error>(HasSubstr("the WebP file is")));
}

// An extended header (https://developers.google.com/speed/webp/docs/riff_container) with the animation flag.
TEST(WebpReaderTest, AnimationsAreRefused) {
    const std::string header("VP8X\x0A\0\0\0\x02\0\0\0\x0F\0\0\x0F\0\0", 18);
    const std::string frames("ANIM\x06\0\0\0\0\0\0\0\0\0", 14);
    const std::string body = "WEBP" + header + frames;
    const std::string file =
        "RIFF" + std::string(1, static_cast<char>(body.size())) + std::string(3, '\0') + body;
    EXPECT_THAT([&] { read_webp(file, {}); }, ThrowsMessage<Error>(HasSubstr("animation")));
}

}  // namespace
}  // namespace qrgen::qr
