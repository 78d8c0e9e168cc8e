// SPDX-License-Identifier: MIT
#include "core/qr/payload/check_digits.hpp"

#include <gtest/gtest.h>

#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

// One from each country: the examples of the IBAN registry.
constexpr std::string_view ibans[] = {"AD1200012030200359100100",
                                      "AE070331234567890123456",
                                      "AL47212110090000000235698741",
                                      "AT611904300234573201",
                                      "AZ21NABZ00000000137010001944",
                                      "BA391290079401028494",
                                      "BE68539007547034",
                                      "BG80BNBG96611020345678",
                                      "BH67BMAG00001299123456",
                                      "BI4210000100010000332045181",
                                      "BR1800360305000010009795493C1",
                                      "BY13NBRB3600900000002Z00AB00",
                                      "CH9300762011623852957",
                                      "CR05015202001026284066",
                                      "CY17002001280000001200527600",
                                      "CZ6508000000192000145399",
                                      "DE89370400440532013000",
                                      "DK5000400440116243",
                                      "DO28BAGR00000001212453611324",
                                      "EE382200221020145685",
                                      "EG380019000500000000263180002",
                                      "ES9121000418450200051332",
                                      "FI2112345600000785",
                                      "FO6264600001631634",
                                      "FR1420041010050500013M02606",
                                      "GB29NWBK60161331926819",
                                      "GE29NB0000000101904917",
                                      "GI75NWBK000000007099453",
                                      "GL8964710001000206",
                                      "GR1601101250000000012300695",
                                      "GT82TRAJ01020000001210029690",
                                      "HR1210010051863000160",
                                      "HU42117730161111101800000000",
                                      "IE29AIBK93115212345678",
                                      "IL620108000000099999999",
                                      "IQ98NBIQ850123456789012",
                                      "IS140159260076545510730339",
                                      "IT60X0542811101000000123456",
                                      "JO94CBJO0010000000000131000302",
                                      "KW81CBKU0000000000001234560101",
                                      "KZ86125KZT5004100100",
                                      "LB62099900000001001901229114",
                                      "LC55HEMM000100010012001200023015",
                                      "LI21088100002324013AA",
                                      "LT121000011101001000",
                                      "LU280019400644750000",
                                      "LV80BANK0000435195001",
                                      "MC5811222000010123456789030",
                                      "MD24AG000225100013104168",
                                      "ME25505000012345678951",
                                      "MK07250120000058984",
                                      "MR1300020001010000123456753",
                                      "MT84MALT011000012345MTLCAST001S",
                                      "MU17BOMM0101101030300200000MUR",
                                      "NL91ABNA0417164300",
                                      "NO9386011117947",
                                      "PK36SCBL0000001123456702",
                                      "PL61109010140000071219812874",
                                      "PS92PALS000000000400123456702",
                                      "PT50000201231234567890154",
                                      "QA58DOHB00001234567890ABCDEFG",
                                      "RO49AAAA1B31007593840000",
                                      "RS35260005601001611379",
                                      "SA0380000000608010167519",
                                      "SC18SSCB11010000000000001497USD",
                                      "SE4550000000058398257466",
                                      "SI56263300012039086",
                                      "SK3112000000198742637541",
                                      "SM86U0322509800000000270100",
                                      "ST23000100010051845310146",
                                      "SV62CENR00000000000000700025",
                                      "TL380080012345678910157",
                                      "TN5910006035183598478831",
                                      "TR330006100519786457841326",
                                      "UA213223130000026007233566001",
                                      "VA59001123000012345678",
                                      "VG96VPVG0000012345678901",
                                      "XK051212012345678906",
                                      "DJ2100010000000154000100186",
                                      "FK88SC123456789012",
                                      "HN88CABF00000000000250005469",
                                      "LY83002048000020100120361",
                                      "MN121234123456789123",
                                      "NI45BAPR00000013000003558124",
                                      "OM810180000001299123456",
                                      "RU0304452522540817810538091310419",
                                      "SD2129010501234001",
                                      "SO211000001001000100141",
                                      "YE15CBYE0001018861234567891234"};

TEST(CheckDigitsTest, IbansOfTheRegistryAreRight) {
    for (const std::string_view iban : ibans) EXPECT_EQ(iban_problem(iban), "") << iban;
}

// ISO 7064 finds every single wrong digit and every swap of digits that are neighbours.
TEST(CheckDigitsTest, MistypedIbansAreFound) {
    for (const std::string_view iban : ibans) {
        for (std::size_t i = 2; i < iban.size(); ++i) {
            std::string wrong(iban);
            if (wrong[i] >= '0' && wrong[i] <= '9')
                wrong[i] = static_cast<char>('0' + (wrong[i] - '0' + 1) % 10);
            std::string swapped(iban);
            if (is_all_digits(iban.substr(i, 2)) && i + 1 < iban.size())
                std::swap(swapped[i], swapped[i + 1]);
            for (const std::string& mistyped : {wrong, swapped}) {
                EXPECT_EQ(iban_problem(mistyped).empty(), mistyped == iban) << mistyped;
            }
        }
    }
}

TEST(CheckDigitsTest, WhatIsNoIban) {
    for (const std::string_view text :
         {"", "DE", "DE89", "1E89370400440532013000", "D189370400440532013000", "DEX9370400440532013000",
          "DE8X370400440532013000", "DE8937040044053201300!", "DE8937040044053201300ü",
          "de89370400440532013000", "DE 89370400440532013000"}) {
        EXPECT_EQ(iban_problem(text), "is no IBAN, which is two letters, two digits, and letters and digits")
            << text;
    }
    EXPECT_EQ(iban_problem("ZZ89370400440532013000"), "begins with no country that has IBANs");
}

// ISO 11649, and RF references of banks.
TEST(CheckDigitsTest, References) {
    EXPECT_TRUE(has_right_check_digits_97("RF18539007547034"));
    EXPECT_TRUE(has_right_check_digits_97("RF712348231"));
    EXPECT_FALSE(has_right_check_digits_97("RF18539007547035"));
    EXPECT_FALSE(has_right_check_digits_97("RF81539007547034"));
}

// GS1 General Specifications, and numbers on things in shops.
TEST(CheckDigitsTest, Gs1) {
    EXPECT_EQ(check_digit_10("629104150021"), '3');
    EXPECT_EQ(check_digit_10("37610425002123456"), '9');
    EXPECT_EQ(check_digit_10("03600029145"), '2');
    EXPECT_EQ(check_digit_10("9638507"), '4');
    EXPECT_EQ(check_digit_10("0952012345678"), '8');
    EXPECT_EQ(check_digit_10("0000000"), '0');
}

}  // namespace
}  // namespace qrgen::qr
