// SPDX-License-Identifier: MIT
#include "core/qr/payload/sms.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;

TEST(SmsTest, TextFollowsAsItIs) {
    EXPECT_EQ(build("sms", {{"number", "+49 30 1234567"}, {"text", "a:b;c%20 \"ü\"\n?&"}}),
              "SMSTO:+49301234567:a:b;c%20 \"ü\"\n?&");
    EXPECT_EQ(build("sms", {{"number", "12345"}}), "SMSTO:12345:");
}

// RFC 5724, section 2.5
TEST(SmsTest, TheUriOfTheStandard) {
    EXPECT_EQ(build("sms", {{"number", "+15105550101"}, {"scheme", "sms"}}), "sms:+15105550101");
    EXPECT_EQ(build("sms", {{"number", "+15105550101"}, {"text", "hello there"}, {"scheme", "sms"}}),
              "sms:+15105550101?body=hello%20there");
    EXPECT_EQ(build("sms", {{"number", "112"}, {"text", "1+1&\n"}, {"scheme", "sms"}}),
              "sms:112?body=1%2B1%26%0A");
}

TEST(SmsTest, WhatIsWrong) {
    EXPECT_EQ(error_of("sms", {{"text", "x"}}).message(), "sms.number: is missing");
    EXPECT_EQ(error_of("sms", {{"number", "1"}}).message(), "sms.number: must have 2 to 15 digits");
    EXPECT_EQ(error_of("sms", {{"number", "112"}, {"scheme", "mms"}}).message(),
              "sms.scheme: must be smsto or sms");
}

}  // namespace
}  // namespace qrgen::qr
