// SPDX-License-Identifier: MIT
#include "core/qr/images/kitty_reader.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string sequence(const std::string& keys, const std::string& payload) {
    return "\x1B_G" + keys + ";" + payload + "\x1B\\";
}

class KittyReaderTest : public ::testing::Test {
  protected:
    const Image image_ = test::colourful(20, 10);
    const std::string base64_ = to_base64(test::to_png(image_));
};

TEST_F(KittyReaderTest, ReadsOnePiece) {
    EXPECT_EQ(read_kitty(sequence("a=T,f=100", base64_), {}).rgba, image_.rgba);
    EXPECT_EQ(read_kitty(sequence("f=100,t=d,q=2,a=T", base64_) + "\n", {}).rgba, image_.rgba);
}

TEST_F(KittyReaderTest, ReadsSeveralPieces) {
    const std::string pieces = sequence("a=T,f=100,m=1", base64_.substr(0, 100)) +
                               sequence("m=1", base64_.substr(100, 8)) + sequence("m=0", base64_.substr(108));
    EXPECT_EQ(read_kitty(pieces, {}).rgba, image_.rgba);
}

TEST_F(KittyReaderTest, NeverOpensAFile) {
    const std::string name = to_base64("/etc/hostname");
    for (const char* keys : {"f=100,t=f", "f=100,t=t", "f=100,t=s"}) {
        EXPECT_THAT([&] { read_kitty(sequence(keys, name), {}); },
                    ThrowsMessage<Error>(HasSubstr("PNG, sent directly")));
    }
}

TEST_F(KittyReaderTest, RefusesRawPixelsAndCompression) {
    for (const char* keys : {"a=T", "f=32,s=1,v=1", "f=100,o=z"}) {
        EXPECT_THAT([&] { read_kitty(sequence(keys, "AAAA"), {}); },
                    ThrowsMessage<Error>(HasSubstr("PNG, sent directly")));
    }
}

TEST_F(KittyReaderTest, RefusesWhatIsTruncatedOrBroken) {
    const std::string whole = sequence("f=100", base64_);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_THROW(read_kitty(whole.substr(0, size), {}), Error) << size;
    }
    EXPECT_THAT([&] { read_kitty(sequence("f=100,m=1", base64_), {}); },
                ThrowsMessage<Error>(HasSubstr("broken or truncated")));
    EXPECT_THAT([&] { read_kitty(sequence("f=100", "****"), {}); },
                ThrowsMessage<Error>(HasSubstr("broken or truncated")));
    EXPECT_THAT([&] { read_kitty(sequence("f=100", to_base64("no PNG at all")), {}); },
                ThrowsMessage<Error>(HasSubstr("broken or truncated")));
    EXPECT_THAT([&] { read_kitty(whole + whole, {}); },
                ThrowsMessage<Error>(HasSubstr("more than one picture")));
}

}  // namespace
}  // namespace qrgen::qr
