// SPDX-License-Identifier: MIT
#include "core/qr/payload/vcard.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;
using testing::HasSubstr;
using testing::Not;

const test::Fields jane{{"first-name", "Jane"}, {"last-name", "Doe"}};

TEST(VcardTest, TheLeast) {
    EXPECT_EQ(build("vcard", jane),
              "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jane;;;\r\nFN:Jane Doe\r\nEND:VCARD\r\n");
    EXPECT_EQ(build("vcard", with(jane, "version", "4")),
              "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Doe;Jane;;;\r\nFN:Jane Doe\r\nEND:VCARD\r\n");
}

TEST(VcardTest, AllOfIt) {
    const test::Fields fields{{"prefix", "Dr."},
                              {"first-name", "Jane"},
                              {"middle-name", "M."},
                              {"last-name", "Doe"},
                              {"suffix", "Jr."},
                              {"org", "Doe & Sons"},
                              {"department", "Sales"},
                              {"title", "Head"},
                              {"phone", "+49 30 1234567"},
                              {"phone", "112"},
                              {"mobile", "+49 170 1234567"},
                              {"work-phone", "+49 30 7654321"},
                              {"home-phone", "+49 30 1111111"},
                              {"fax", "+49 30 2222222"},
                              {"email", "jane@example.com"},
                              {"work-email", "jane@doe.example"},
                              {"home-email", "j@example.org"},
                              {"url", "https://example.com/a,b;c"},
                              {"street", "Main St. 1"},
                              {"city", "Town"},
                              {"region", "State"},
                              {"postcode", "12345"},
                              {"country", "Country"},
                              {"birthday", "1990-12-31"},
                              {"note", "first\nsecond"}};
    const std::string rest =
        "N:Doe;Jane;M.;Dr.;Jr.\r\nFN:Dr. Jane M. Doe Jr.\r\nORG:Doe & Sons;Sales\r\nTITLE:Head\r\n"
        "TEL;TYPE=CELL:+491701234567\r\nTEL:+49301234567\r\nTEL:112\r\nTEL;TYPE=WORK:+49307654321\r\n"
        "TEL;TYPE=HOME:+49301111111\r\nTEL;TYPE=FAX:+49302222222\r\nEMAIL:jane@example.com\r\n"
        "EMAIL;TYPE=WORK:jane@doe.example\r\nEMAIL;TYPE=HOME:j@example.org\r\nURL:https://example.com/"
        "a,b;c\r\n"
        "ADR:;;Main St. 1;Town;State;12345;Country\r\n";
    EXPECT_EQ(build("vcard", fields), "BEGIN:VCARD\r\nVERSION:3.0\r\n" + rest +
                                          "BDAY:1990-12-31\r\nNOTE:first\\nsecond\r\nEND:VCARD\r\n");
    EXPECT_EQ(
        build("vcard", with(fields, "version", "4")),
        "BEGIN:VCARD\r\nVERSION:4.0\r\n" + rest + "BDAY:19901231\r\nNOTE:first\\nsecond\r\nEND:VCARD\r\n");
}

TEST(VcardTest, SpecialCharactersAreEscaped) {
    const std::string card = build("vcard", {{"first-name", "A;B"},
                                             {"last-name", "C,D"},
                                             {"org", R"(E\F;G)"},
                                             {"street", "1, Main; Street"},
                                             {"note", "a\\n:\"b\r\n\nc"}});
    EXPECT_THAT(card, HasSubstr("\r\nN:C\\,D;A\\;B;;;\r\n"));
    EXPECT_THAT(card, HasSubstr("\r\nFN:A\\;B C\\,D\r\n"));
    EXPECT_THAT(card, HasSubstr("\r\nORG:E\\\\F\\;G\r\n"));
    EXPECT_THAT(card, HasSubstr("\r\nADR:;;1\\, Main\\; Street;;;;\r\n"));
    EXPECT_THAT(card, HasSubstr("\r\nNOTE:a\\\\n:\"b\\n\\nc\r\n"));
}

TEST(VcardTest, LongLinesAreNotFolded) {
    EXPECT_THAT(build("vcard", with(jane, "note", std::string(1000, 'x'))),
                HasSubstr(std::string(1000, 'x')));
}

TEST(VcardTest, NamesAsAWhole) {
    EXPECT_THAT(build("vcard", {{"full-name", "Cher"}}), HasSubstr("\r\nN:Cher;;;;\r\nFN:Cher\r\n"));
    EXPECT_THAT(build("vcard", with(jane, "full-name", "J. Doe")),
                HasSubstr("\r\nN:Doe;Jane;;;\r\nFN:J. Doe\r\n"));
    const std::string version_4 = build("vcard", {{"full-name", "Cher"}, {"version", "4"}});
    EXPECT_THAT(version_4, HasSubstr("\r\nFN:Cher\r\n"));
    EXPECT_THAT(version_4, Not(HasSubstr("\r\nN:")));
}

TEST(VcardTest, AnOrganisationCanStandForAName) {
    EXPECT_THAT(build("vcard", {{"org", "Doe"}}), HasSubstr("\r\nN:;;;;\r\nFN:Doe\r\nORG:Doe\r\n"));
    EXPECT_THAT(build("vcard", {{"org", "Doe"}, {"version", "4"}}),
                HasSubstr("VERSION:4.0\r\nFN:Doe\r\nORG:Doe\r\n"));
    const Error error = error_of("vcard", {{"email", "a@b.c"}});
    EXPECT_EQ(error.message(), "vcard.first-name: is missing");
    EXPECT_EQ(error.hint(), "give first-name and last-name, or org");
}

TEST(VcardTest, WhatIsWrong) {
    const std::string number =
        ": is no telephone number: only digits, a + before them, spaces and -./() are possible";
    for (const std::string field : {"phone", "mobile", "work-phone", "home-phone", "fax"}) {
        EXPECT_EQ(error_of("vcard", with(jane, field, "x")).message(), "vcard." + field + number);
    }
    for (const std::string field : {"email", "work-email", "home-email"}) {
        EXPECT_EQ(error_of("vcard", with(jane, field, "x")).message(),
                  "vcard." + field + ": is no mail address");
    }
    EXPECT_EQ(error_of("vcard", with(jane, "url", "example.com")).message(),
              "vcard.url: is no complete address");
    EXPECT_EQ(error_of("vcard", with(jane, "url", "https://example.com/ü")).message(),
              "vcard.url: holds characters that an address cannot hold");
    EXPECT_EQ(error_of("vcard", with(jane, "birthday", "1990-02-30")).message(),
              "vcard.birthday: must be a date like 1990-12-31");
    EXPECT_EQ(error_of("vcard", with(jane, "department", "x")).message(),
              "vcard.department: goes with org only");
    EXPECT_EQ(error_of("vcard", with(jane, "version", "2")).message(), "vcard.version: must be 3 or 4");
}

}  // namespace
}  // namespace qrgen::qr
