// SPDX-License-Identifier: MIT
#include "core/qr/payload/tel.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;

std::string problem(const std::string& number) {
    return error_of("tel", {{"number", number}}).message();
}

TEST(TelTest, SeparatorsAreTakenOut) {
    EXPECT_EQ(build("tel", {{"number", "+1-201-555-0123"}}), "tel:+12015550123");
    EXPECT_EQ(build("tel", {{"number", "+49 (30) 123.45/67"}}), "tel:+49301234567");
    EXPECT_EQ(build("tel", {{"number", "112"}}), "tel:112");
    EXPECT_EQ(build("tel", {{"number", "030 1234567"}}), "tel:0301234567");
}

TEST(TelTest, AnExtensionFollows) {
    EXPECT_EQ(build("tel", {{"number", "+12015550123"}, {"extension", "042"}}), "tel:+12015550123;ext=042");
    EXPECT_EQ(error_of("tel", {{"number", "112"}, {"extension", "4#"}}).message(),
              "tel.extension: must be digits");
}

TEST(TelTest, OnlyNumbers) {
    for (const std::string number :
         {"*100#", "0800-FLOWERS", "+", "49+30", "++4930123456", "١١٢", "tel:112"}) {
        EXPECT_EQ(
            problem(number),
            "tel.number: is no telephone number: only digits, a + before them, spaces and -./() are possible")
            << number;
    }
}

TEST(TelTest, LengthsOfNumbers) {
    EXPECT_EQ(build("tel", {{"number", "+1234567"}}), "tel:+1234567");
    EXPECT_EQ(build("tel", {{"number", "+123456789012345"}}), "tel:+123456789012345");
    EXPECT_EQ(problem("+123456"), "tel.number: must have 7 to 15 digits");
    EXPECT_EQ(problem("+1234567890123456"), "tel.number: must have 7 to 15 digits");
    EXPECT_EQ(problem("1"), "tel.number: must have 2 to 15 digits");
    EXPECT_EQ(problem("+0301234567"), "tel.number: has a 0 behind the +, where the country code begins");
}

}  // namespace
}  // namespace qrgen::qr
