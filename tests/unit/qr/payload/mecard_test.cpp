// SPDX-License-Identifier: MIT
#include "core/qr/payload/mecard.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

// The example of NTT DoCoMo, with the parts of its address apart.
TEST(MecardTest, ExampleOfTheFormat) {
    EXPECT_EQ(build("mecard", {{"first-name", "Sean"},
                               {"last-name", "Owen"},
                               {"street", "76 9th Avenue"},
                               {"city", "New York"},
                               {"region", "NY"},
                               {"postcode", "10011"},
                               {"phone", "12125551212"},
                               {"email", "srowen@example.com"}}),
              "MECARD:N:Owen,Sean;TEL:12125551212;EMAIL:srowen@example.com;ADR:,,76 9th Avenue,New "
              "York,NY,10011,;;");
}

TEST(MecardTest, AllOfIt) {
    EXPECT_EQ(build("mecard", {{"first-name", "Jane"},
                               {"last-name", "Doe"},
                               {"phone", "+49 30 1234567"},
                               {"phone", "112"},
                               {"email", "a@example.com"},
                               {"email", "b@example.com"},
                               {"url", "https://example.com"},
                               {"country", "Germany"},
                               {"birthday", "1990-12-31"},
                               {"nickname", "JD"},
                               {"org", "Doe"},
                               {"note", "x"}}),
              "MECARD:N:Doe,Jane;TEL:+49301234567;TEL:112;EMAIL:a@example.com;EMAIL:b@example.com;"
              "URL:https\\://example.com;ADR:,,,,,,Germany;BDAY:19901231;NICKNAME:JD;ORG:Doe;NOTE:x;;");
}

TEST(MecardTest, OneNameIsEnough) {
    EXPECT_EQ(build("mecard", {{"first-name", "Cher"}}), "MECARD:N:Cher;;");
    EXPECT_EQ(build("mecard", {{"last-name", "Doe"}}), "MECARD:N:Doe;;");
    EXPECT_EQ(error_of("mecard", {{"phone", "112"}}).message(), "mecard.first-name: is missing");
}

TEST(MecardTest, SpecialCharactersAreEscaped) {
    EXPECT_EQ(build("mecard",
                    {{"first-name", "A;B"}, {"last-name", "C,D"}, {"note", R"(e:f\g"h)"}, {"city", "X,Y"}}),
              R"(MECARD:N:C\,D,A\;B;ADR:,,,X\,Y,,,;NOTE:e\:f\\g"h;;)");
}

TEST(MecardTest, WhatIsWrong) {
    const test::Fields jane{{"first-name", "Jane"}};
    EXPECT_EQ(error_of("mecard", with(jane, "phone", "1")).message(),
              "mecard.phone: must have 2 to 15 digits");
    EXPECT_EQ(error_of("mecard", with(jane, "email", "x")).message(), "mecard.email: is no mail address");
    EXPECT_EQ(error_of("mecard", with(jane, "url", "x")).message(), "mecard.url: is no complete address");
    EXPECT_EQ(error_of("mecard", with(jane, "birthday", "x")).message(),
              "mecard.birthday: must be a date like 1990-12-31");
}

}  // namespace
}  // namespace qrgen::qr
