// SPDX-License-Identifier: MIT
#include "cmd/content_options.hpp"

#include <gtest/gtest.h>

namespace qrgen::cmd {
namespace {

TEST(ContentOptionsTest, AKeyEndsAtTheFirstEqualsOrAtSign) {
    EXPECT_EQ(key_of_word("ssid=Guest"), "ssid");
    EXPECT_EQ(key_of_word("first-name=a=b@c"), "first-name");
    EXPECT_EQ(key_of_word("password@file=1"), "password");
    EXPECT_EQ(key_of_word("note="), "note");
    for (const char* word :
         {"", "=", "@", "=x", "@file", "ssid", "SSID=x", "a b=c", "ü=x", "a.b=c", " a=b"}) {
        EXPECT_EQ(key_of_word(word), "") << word;
    }
}

}  // namespace
}  // namespace qrgen::cmd
