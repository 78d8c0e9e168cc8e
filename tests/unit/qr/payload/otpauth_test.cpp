// SPDX-License-Identifier: MIT
#include "core/qr/payload/otpauth.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

const test::Fields alice{{"account", "alice@google.com"}, {"secret", "JBSWY3DPEHPK3PXP"}};

std::string problem(const std::string& field, const std::string& value) {
    return error_of("otpauth", with(alice, field, value)).message();
}

// The examples of the format's own page.
TEST(OtpauthTest, ExamplesOfTheFormat) {
    EXPECT_EQ(build("otpauth", with(alice, "issuer", "Example")),
              "otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example");
    EXPECT_EQ(
        build("otpauth", {{"account", "john.doe@email.com"},
                          {"issuer", "ACME Co"},
                          {"secret", "HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ"},
                          {"algorithm", "SHA1"},
                          {"digits", "6"},
                          {"period", "30"}}),
        "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co"
        "&algorithm=SHA1&digits=6&period=30");
}

TEST(OtpauthTest, ByCounter) {
    EXPECT_EQ(build("otpauth", with(with(alice, "type", "hotp"), "counter", "0")),
              "otpauth://hotp/alice@google.com?secret=JBSWY3DPEHPK3PXP&counter=0");
    EXPECT_EQ(problem("type", "hotp"), "otpauth.counter: is missing; type=hotp needs one");
    EXPECT_EQ(problem("counter", "1"), "otpauth.counter: is for type=hotp only");
    EXPECT_EQ(error_of("otpauth", with(with(with(alice, "type", "hotp"), "counter", "1"), "period", "30"))
                  .message(),
              "otpauth.period: is for type=totp only");
    EXPECT_EQ(problem("type", "motp"), "otpauth.type: must be totp or hotp");
}

TEST(OtpauthTest, LabelsAreEncoded) {
    EXPECT_EQ(build("otpauth", {{"account", "a/b?c#d&e=f%ü"}, {"issuer", "X&Y+Z"}, {"secret", "AA"}}),
              "otpauth://totp/X%26Y%2BZ:a%2Fb%3Fc%23d%26e%3Df%25%C3%BC?secret=AA&issuer=X%26Y%2BZ");
    EXPECT_EQ(problem("account", "a:b"),
              "otpauth.account: must not hold a colon, which separates issuer and account");
    EXPECT_EQ(problem("issuer", "a:b"),
              "otpauth.issuer: must not hold a colon, which separates issuer and account");
}

TEST(OtpauthTest, SecretsAsPeopleSeeThem) {
    for (const std::string secret : {"jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP", "jbswy3dpehpk3pxp"}) {
        EXPECT_EQ(build("otpauth", with(alice, "secret", secret)), build("otpauth", alice)) << secret;
    }
    EXPECT_EQ(build("otpauth", with(alice, "secret", "MZXW6YQ=")),
              build("otpauth", with(alice, "secret", "MZXW6YQ")));
}

TEST(OtpauthTest, SecretsAreBase32) {
    for (const std::string secret :
         {"JBSWY3DP0HPK3PXP", "JBSWY3DP1HPK3PXP", "JBSWY3DP8HPK3PXP", "=", " ", "ÄÄÄÄ", "MZ=XW6YQ"}) {
        EXPECT_EQ(problem("secret", secret), "otpauth.secret: is not base32") << secret;
    }
    for (const std::size_t rest : {0U, 2U, 4U, 5U, 7U}) {
        EXPECT_NO_THROW(build("otpauth", with(alice, "secret", std::string(16 + rest, 'A')))) << rest;
    }
    for (const std::size_t rest : {1U, 3U, 6U}) {
        EXPECT_EQ(problem("secret", std::string(16 + rest, 'A')),
                  "otpauth.secret: has a length that base32 does not have");
    }
}

TEST(OtpauthTest, NumbersHaveRanges) {
    EXPECT_EQ(problem("digits", "7"), "otpauth.digits: must be 6 or 8");
    EXPECT_EQ(problem("period", "0"), "otpauth.period: must be a whole number from 1 to 3600");
    EXPECT_EQ(problem("period", "3601"), "otpauth.period: must be a whole number from 1 to 3600");
    EXPECT_EQ(problem("period", "1.5"), "otpauth.period: must be a whole number from 1 to 3600");
    EXPECT_EQ(problem("algorithm", "md5"), "otpauth.algorithm: must be sha1, sha256 or sha512");
    const test::Fields hotp = with(alice, "type", "hotp");
    EXPECT_NO_THROW(build("otpauth", with(hotp, "counter", "9223372036854775807")));
    EXPECT_EQ(error_of("otpauth", with(hotp, "counter", "9223372036854775808")).message(),
              "otpauth.counter: must be a whole number from 0 to 9223372036854775807");
    EXPECT_EQ(error_of("otpauth", with(hotp, "counter", "-1")).message(),
              "otpauth.counter: must be a whole number from 0 to 9223372036854775807");
}

}  // namespace
}  // namespace qrgen::qr
