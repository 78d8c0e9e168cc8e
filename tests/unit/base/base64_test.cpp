// SPDX-License-Identifier: MIT
#include "core/base/base64.hpp"

#include <string>

#include <gtest/gtest.h>

namespace qrgen {
namespace {

// RFC 4648, section 10.
TEST(Base64Test, test_vectors_of_the_rfc) {
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("f"), "Zg==");
    EXPECT_EQ(to_base64("fo"), "Zm8=");
    EXPECT_EQ(to_base64("foo"), "Zm9v");
    EXPECT_EQ(to_base64("foob"), "Zm9vYg==");
    EXPECT_EQ(to_base64("fooba"), "Zm9vYmE=");
    EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

// RFC 4648, section 9.
TEST(Base64Test, bytes_above_127) {
    EXPECT_EQ(to_base64("\x14\xFB\x9C\x03\xD9\x7E"), "FPucA9l+");
    EXPECT_EQ(to_base64("\x14\xFB\x9C\x03\xD9"), "FPucA9k=");
    EXPECT_EQ(to_base64("\x14\xFB\x9C\x03"), "FPucAw==");
}

TEST(Base64Test, every_digit_in_its_place) {
    // The numbers 0 to 63, six bits each.
    std::string bytes;
    for (unsigned i = 0; i < 64; i += 4) {
        const unsigned group = i << 18 | (i + 1) << 12 | (i + 2) << 6 | (i + 3);
        for (const int shift : {16, 8, 0}) bytes += static_cast<char>(group >> shift & 0xFF);
    }
    EXPECT_EQ(to_base64(bytes), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
}

TEST(Base64Test, zero_bytes_and_no_line_breaks) {
    EXPECT_EQ(to_base64(std::string(3, '\0')), "AAAA");
    EXPECT_EQ(to_base64(std::string(300, '\0')), std::string(400, 'A'));
}

TEST(Base64Test, reads_what_it_writes) {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
        EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
        bytes += static_cast<char>(byte);
    }
}

TEST(Base64Test, reads_nothing_else) {
    for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "====", "=", "Zm9v\n", "Zm 9", "Zm-_",
                             "Zm9v====", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Z\xC3\xA4g"}) {
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace qrgen
