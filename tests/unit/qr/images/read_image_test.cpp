// SPDX-License-Identifier: MIT
#include "core/qr/images/read_image.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(ImageTypeTest, KnowsEachKindByItsFirstBytes) {
    const Image image = test::colourful(5, 4);
    const std::pair<std::string, ImageType> files[]{
        {test::to_png(image), ImageType::png},
        {test::to_jpeg(image), ImageType::jpeg},
        {test::to_webp(image), ImageType::webp},
        {"%PDF-1.4\n", ImageType::pdf},
        {"%!PS-Adobe-3.0 EPSF-3.0\n", ImageType::eps},
        {"\xC5\xD0\xD3\xC6 with a preview", ImageType::eps},
        {"P4\n8 1\n\xFF", ImageType::pbm},
        {"P1 # plain\n1 1 0", ImageType::pbm},
        {"\x1B_Ga=T,f=100;\x1B\\", ImageType::kitty},
        {"\x1BPq\x1B\\", ImageType::sixel},
        {"<svg/>", ImageType::svg},
        {"\xEF\xBB\xBF \n<?xml version='1.0'?><!-- <html> --><!DOCTYPE svg><svg xmlns='x'>", ImageType::svg},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", ImageType::svg},
        {"    ##  \n", ImageType::text},
        {"\u2588\u2580\u2584 \n", ImageType::text},
        {"\x1B[48;5;231m    \x1B[0m\n", ImageType::text},
    };
    for (const auto& [bytes, type] : files) {
        EXPECT_EQ(image_type(bytes), type) << to_string(type);
        EXPECT_NE(to_string(type), "unknown");
    }
}

TEST(ImageTypeTest, AnythingElseIsUnknown) {
    for (const std::string bytes :
         {"", "\n", "GIF89a", "<html><svg/></html>", "<", "<!-- <svg> ", "#!/bin/sh\n", "# text", "P4",
          "P2 1 1 1 0", "RIFF", "RIFF1234WAVE", "\x89PNG", "\x1B[31m"}) {
        EXPECT_EQ(image_type(bytes), ImageType::unknown) << bytes;
    }
    EXPECT_EQ(to_string(ImageType::unknown), "unknown");
}

TEST(ReadImageTest, RefusesNothingAndWhatIsNoPicture) {
    EXPECT_THAT([] { read_image(""); }, ThrowsMessage<Error>(HasSubstr("picture: it is empty: 0 bytes")));
    EXPECT_THAT([] { read_image("GIF89a"); },
                ThrowsMessage<Error>(AllOf(HasSubstr("none of the kinds"), HasSubstr("WebP"))));
}

TEST(ReadImageTest, ErrorsNameTheField) {
    try {
        read_image("");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "picture");
    }
}

TEST(ReadImageTest, LimitsHoldForEveryKind) {
    const Image image = test::plain(30, 20, 0xFF0000FF);
    const ImageLimits side{.max_side = 29};
    const ImageLimits area{.max_pixels = 599};
    for (const std::string& bytes :
         {test::to_png(image), test::to_jpeg(image), test::to_webp(image),
          "P4 30 20 " + std::string(80, '\0'), std::string("\x1BPq\"1;1;30;20#0?\x1B\\")}) {
        EXPECT_THAT(
            [&] { read_image(bytes, side); },
            ThrowsMessage<Error>(HasSubstr("30 × 20 pixels are too large: a side may have at most 29")));
        EXPECT_THAT([&] { read_image(bytes, area); },
                    ThrowsMessage<Error>(HasSubstr("30 × 20 pixels are more than the limit of 599 pixels")));
        EXPECT_EQ(read_image(bytes, {.max_side = 30, .max_pixels = 600}).rgba.size(), 4U * 600);
    }
}

// No memory is taken for them: each would need hundreds of megabytes.
TEST(ReadImageTest, AHundredMegapixelsAreRefusedByTheHeader) {
    EXPECT_THAT(
        [] { read_image(test::png_header(12000, 9000)); },
        ThrowsMessage<Error>(HasSubstr("12000 × 9000 pixels are more than the limit of 50 megapixels")));
    EXPECT_THAT(
        [] { read_image(test::png_header(30000, 10)); },
        ThrowsMessage<Error>(HasSubstr("30000 × 10 pixels are too large: a side may have at most 20000")));
    EXPECT_THAT([] { read_image("P4 10000 10000\n"); }, ThrowsMessage<Error>(HasSubstr("50 megapixels")));
    EXPECT_THAT([] { read_image("P1 99999999999999999999 99999999999999999999\n"); },
                ThrowsMessage<Error>(HasSubstr("are too large")));
}

}  // namespace
}  // namespace qrgen::qr
