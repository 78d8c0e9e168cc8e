// SPDX-License-Identifier: MIT
#include "core/qr/payload/gs1.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

const test::Fields article{{"gtin", "09520123456788"}};

std::string problem(const test::Fields& fields) {
    return error_of("gs1", fields).message();
}

// GS1 Digital Link Standard: URI Syntax, section on examples.
TEST(Gs1Test, ExamplesOfTheStandard) {
    EXPECT_EQ(build("gs1", article), "https://id.gs1.org/01/09520123456788");
    EXPECT_EQ(build("gs1", with(article, "variant", "2A")), "https://id.gs1.org/01/09520123456788/22/2A");
    EXPECT_EQ(build("gs1", with(article, "lot", "ABC123")), "https://id.gs1.org/01/09520123456788/10/ABC123");
    EXPECT_EQ(build("gs1", with(article, "serial", "12345")),
              "https://id.gs1.org/01/09520123456788/21/12345");
    EXPECT_EQ(
        build("gs1",
              {{"gtin", "09520123456788"}, {"lot", "ABC1"}, {"serial", "12345"}, {"expiry", "2018-04-26"}}),
        "https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426");
    EXPECT_EQ(build("gs1", {{"gtin", "09520123456788"}, {"domain", "brand.example.com/some-extra/pathinfo"}}),
              "https://brand.example.com/some-extra/pathinfo/01/09520123456788");
    EXPECT_EQ(build("gs1", {{"sscc", "106141411234567897"}}), "https://id.gs1.org/00/106141411234567897");
}

TEST(Gs1Test, ShorterArticleNumbersArePadded) {
    EXPECT_EQ(build("gs1", {{"gtin", "96385074"}}), "https://id.gs1.org/01/00000096385074");
    EXPECT_EQ(build("gs1", {{"gtin", "036000291452"}}), "https://id.gs1.org/01/00036000291452");
    EXPECT_EQ(build("gs1", {{"gtin", "978-3-16-148410-0"}}), "https://id.gs1.org/01/09783161484100");
}

TEST(Gs1Test, CheckDigitsAreChecked) {
    const Error error = error_of("gs1", {{"gtin", "4006381333932"}});
    EXPECT_EQ(error.message(), "gs1.gtin: has the check digit 2, but 1 would be right");
    EXPECT_EQ(error.hint(), "look for a mistyped digit");
    EXPECT_EQ(problem({{"sscc", "106141411234567890"}}),
              "gs1.sscc: has the check digit 0, but 7 would be right");
    EXPECT_EQ(problem({{"gln", "9520123456780"}}), "gs1.gln: has the check digit 0, but 8 would be right");
    EXPECT_EQ(problem({{"grai", "09520123456780"}}), "gs1.grai: has the check digit 0, but 8 would be right");
}

TEST(Gs1Test, LengthsOfNumbers) {
    for (const std::string gtin : {"1234567", "123456789", "40063813339310x", "400638133393a"}) {
        EXPECT_EQ(problem({{"gtin", gtin}}), "gs1.gtin: must have 8, 12, 13 or 14 digits") << gtin;
    }
    EXPECT_EQ(problem({{"sscc", "06141411234567897"}}), "gs1.sscc: must have 18 digits");
    EXPECT_EQ(problem({{"gln", "952012345678"}}), "gs1.gln: must have 13 digits");
    EXPECT_EQ(problem({{"grai", "9520123456788"}}), "gs1.grai: must begin with a 0 and 13 further digits");
    EXPECT_EQ(problem({{"giai", "ABC1"}}), "gs1.giai: must begin with the digits of a GS1 company prefix");
}

TEST(Gs1Test, OtherKeys) {
    EXPECT_EQ(build("gs1", {{"gln", "9520123456788"}, {"gln-extension", "32a/b"}}),
              "https://id.gs1.org/414/9520123456788/254/32a%2Fb");
    EXPECT_EQ(build("gs1", {{"grai", "09520123456788ABC"}}), "https://id.gs1.org/8003/09520123456788ABC");
    EXPECT_EQ(build("gs1", {{"giai", "9520A"}}), "https://id.gs1.org/8004/9520A");
    EXPECT_EQ(build("gs1", {{"sscc", "106141411234567897"}, {"gross-weight", "120"}}),
              "https://id.gs1.org/00/106141411234567897?3300=000120");
}

TEST(Gs1Test, ExactlyOneKey) {
    const Error none = error_of("gs1", {{"lot", "A"}});
    EXPECT_EQ(none.message(), "gs1.gtin: is missing");
    EXPECT_EQ(none.hint(), "give one of gtin, sscc, gln, grai or giai");
    EXPECT_EQ(problem({{"gtin", "09520123456788"}, {"gln", "9520123456788"}}),
              "gs1.gln: and gtin exclude each other");
}

TEST(Gs1Test, WhatGoesWithWhat) {
    for (const std::string field : {"lot", "serial", "variant"}) {
        EXPECT_EQ(problem({{"gln", "9520123456788"}, {field, "A"}}),
                  "gs1." + field + ": goes with gtin only");
    }
    for (const std::string field :
         {"expiry", "best-before", "production-date", "packaging-date", "sell-by"}) {
        EXPECT_EQ(problem({{"sscc", "106141411234567897"}, {field, "2026-01-01"}}),
                  "gs1." + field + ": goes with gtin only");
    }
    EXPECT_EQ(problem({{"sscc", "106141411234567897"}, {"net-weight", "1"}}),
              "gs1.net-weight: goes with gtin only");
    EXPECT_EQ(problem({{"gln", "9520123456788"}, {"gross-weight", "1"}}),
              "gs1.gross-weight: goes with gtin and sscc only");
    EXPECT_EQ(problem(with(article, "gln-extension", "A")), "gs1.gln-extension: goes with gln only");
}

TEST(Gs1Test, OrderIsThatOfTheStandardWhateverTheUsers) {
    EXPECT_EQ(build("gs1", {{"expiry", "2026-11-22"},
                            {"serial", "S"},
                            {"gross-weight", "1.5"},
                            {"best-before", "2026-10"},
                            {"lot", "L"},
                            {"net-weight", "1.250"},
                            {"packaging-date", "2026-01-02"},
                            {"sell-by", "2026-09-08"},
                            {"variant", "V"},
                            {"production-date", "2026-01-01"},
                            {"gtin", "09520123456788"}}),
              "https://id.gs1.org/01/09520123456788/22/V/10/L/21/S"
              "?11=260101&13=260102&15=261000&16=260908&17=261122&3103=001250&3301=000015");
}

TEST(Gs1Test, AllOfSet82IsEncoded) {
    EXPECT_EQ(
        build("gs1", with(article, "lot", "!\"%&'()*+,-./:;<=>?")),
        "https://id.gs1.org/01/09520123456788/10/%21%22%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F");
    EXPECT_EQ(build("gs1", with(article, "serial", "_azAZ09")),
              "https://id.gs1.org/01/09520123456788/21/_azAZ09");
    for (const std::string lot : {"a b", "#1", "ü", "a@b", "$", "[", "\\", "^", "`", "{", "|", "~"}) {
        EXPECT_EQ(problem(with(article, "lot", lot)), "gs1.lot: holds characters that GS1 does not have")
            << lot;
        EXPECT_EQ(problem({{"giai", "9520123" + lot}}), "gs1.giai: holds characters that GS1 does not have")
            << lot;
        EXPECT_EQ(problem({{"grai", "09520123456788" + lot}}),
                  "gs1.grai: holds characters that GS1 does not have");
    }
}

TEST(Gs1Test, WhatIsPossibleIsTold) {
    const std::string hint = error_of("gs1", with(article, "lot", "#")).hint();
    EXPECT_EQ(hint, "letters without accents, digits and !\"%&'()*+,-./:;<=>?_ are possible");
}

TEST(Gs1Test, DatesAreChecked) {
    for (const std::string date : {"2026-02-29", "26-01-01", "2026", "2026-13", "2026-1-1", "1999-12-31",
                                   "2076-01-01", "261122", "2026/11/22", "2026-11-22x"}) {
        EXPECT_EQ(problem(with(article, "expiry", date)),
                  "gs1.expiry: must be a date like 2026-11-22, or a month like 2026-11, from 2000 to 2075")
            << date;
    }
    EXPECT_EQ(build("gs1", with(article, "expiry", "2000-01-01")),
              "https://id.gs1.org/01/09520123456788?17=000101");
    EXPECT_EQ(build("gs1", with(article, "expiry", "2075-12")),
              "https://id.gs1.org/01/09520123456788?17=751200");
}

TEST(Gs1Test, WeightsTellTheirDecimals) {
    const std::string link = "https://id.gs1.org/01/09520123456788?";
    EXPECT_EQ(build("gs1", with(article, "net-weight", "0.5")), link + "3101=000005");
    EXPECT_EQ(build("gs1", with(article, "net-weight", "1.23456")), link + "3105=123456");
    EXPECT_EQ(build("gs1", with(article, "net-weight", "12345.6")), link + "3101=123456");
    EXPECT_EQ(build("gs1", with(article, "net-weight", "123456")), link + "3100=123456");
    for (const std::string weight : {"1234567", "1.234567", "123.4567", "-1", "1,5", ".5", "1.", "1kg"}) {
        EXPECT_EQ(
            problem(with(article, "net-weight", weight)),
            "gs1.net-weight: must be kilograms of at most 6 digits, with a point for decimals, as 1.250")
            << weight;
    }
}

TEST(Gs1Test, TheDomainIsChecked) {
    for (const std::string domain : {"example.com", "https://example.com", "https://example.com/"}) {
        EXPECT_EQ(build("gs1", with(article, "domain", domain)), "https://example.com/01/09520123456788")
            << domain;
    }
    EXPECT_EQ(build("gs1", with(article, "domain", "http://example.com:8080/a/b")),
              "http://example.com:8080/a/b/01/09520123456788");
    for (const std::string port : {"1", "65535"}) {
        EXPECT_EQ(build("gs1", with(article, "domain", "a:" + port)),
                  "https://a:" + port + "/01/09520123456788");
    }
    for (const std::string domain : {"user@example.com", "example.com?x=1", "example.com#x", "exa mple.com",
                                     "-a.com", "a..b", "ex_ample.com", "müller.example", "example.com:0",
                                     "example.com:65536", "example.com:", "example.com/a b", "example.com//a",
                                     "ftp://example.com", "https://", "/", "https://http://example.com"}) {
        EXPECT_EQ(problem(with(article, "domain", domain)), "gs1.domain: is no domain") << domain;
    }
}

}  // namespace
}  // namespace qrgen::qr
