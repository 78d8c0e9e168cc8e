// SPDX-License-Identifier: MIT
#include "core/qr/payload/encoding.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

TEST(EncodingTest, PercentEncodingLeavesUnreservedCharactersOnly) {
    const std::string unreserved = "ABCXYZabcxyz0189-._~";
    EXPECT_EQ(percent_encode(unreserved), unreserved);
    EXPECT_EQ(percent_encode(" !\"#$%&'()*+,/:;<=>?@[\\]^`{|}"),
              "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E%60%7B%7C%7D");
    EXPECT_EQ(percent_encode(std::string("\0\x7F\xFF", 3)), "%00%7F%FF");
    EXPECT_EQ(percent_encode("ü😀"), "%C3%BC%F0%9F%98%80");
    EXPECT_EQ(percent_encode("a@b/c", "@"), "a@b%2Fc");
    EXPECT_EQ(percent_encode(""), "");
}

TEST(EncodingTest, BackslashesAlsoStandBeforeBackslashes) {
    EXPECT_EQ(backslash_escape(R"(a;b\c,d)", ";"), R"(a\;b\\c,d)");
    EXPECT_EQ(backslash_escape("", ";"), "");
}

}  // namespace
}  // namespace qrgen::qr
