// SPDX-License-Identifier: MIT
#include "core/qr/payload/whatsapp.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;

// The service's own examples.
TEST(WhatsappTest, NumberAndText) {
    EXPECT_EQ(build("whatsapp", {{"number", "+1 (555) 123-4567"}}), "https://wa.me/15551234567");
    EXPECT_EQ(
        build("whatsapp", {{"number", "+15551234567"}, {"text", "I'm interested in your car for sale"}}),
        "https://wa.me/15551234567?text=I%27m%20interested%20in%20your%20car%20for%20sale");
    EXPECT_EQ(build("whatsapp", {{"text", "ü&\n"}}), "https://wa.me/?text=%C3%BC%26%0A");
}

TEST(WhatsappTest, WhatIsWrong) {
    EXPECT_EQ(error_of("whatsapp", {}).message(), "whatsapp.number: is missing");
    EXPECT_EQ(error_of("whatsapp", {{"number", "0301234567"}}).message(),
              "whatsapp.number: must begin with + and the country code");
    EXPECT_EQ(error_of("whatsapp", {{"number", "+0301234567"}}).message(),
              "whatsapp.number: has a 0 behind the +, where the country code begins");
}

}  // namespace
}  // namespace qrgen::qr
