// SPDX-License-Identifier: MIT
#include "core/qr/payload/epc.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

const test::Fields payment{{"name", "Red Cross"}, {"iban", "BE72000000001616"}, {"amount", "1"}};

std::string problem(const std::string& field, const std::string& value) {
    return error_of("epc", with(payment, field, value)).message();
}

std::string line(const std::string& payload, int number) {
    std::size_t start = 0;
    for (; number > 1; --number) start = payload.find('\n', start) + 1;
    return payload.substr(start, payload.find('\n', start) - start);
}

// The two examples of the guidelines, in UTF-8 and version 2.
TEST(EpcTest, ExamplesOfTheGuidelines) {
    EXPECT_EQ(build("epc", {{"name", "François D'Alsace S.A."},
                            {"iban", "FR1420041010050500013M02606"},
                            {"amount", "12.3"},
                            {"text", "Client:Marie Louise La Lune"}}),
              "BCD\n002\n1\nSCT\n\nFrançois D'Alsace S.A.\nFR1420041010050500013M02606\nEUR12.3\n\n\n"
              "Client:Marie Louise La Lune");
    EXPECT_EQ(build("epc", {{"bic", "BHBLDEHHXXX"},
                            {"name", "Franz Mustermänn"},
                            {"iban", "DE71 1102 2033 0123 4567 89"},
                            {"amount", "12.3"},
                            {"purpose", "GDDS"},
                            {"reference", "RF18 5390 0754 7034"}}),
              "BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.3\nGDDS\n"
              "RF18539007547034");
}

TEST(EpcTest, WhatIsLastEndsIt) {
    EXPECT_EQ(build("epc", {{"name", "X"}, {"iban", "BE72000000001616"}}),
              "BCD\n002\n1\nSCT\n\nX\nBE72000000001616");
    EXPECT_EQ(build("epc", with(payment, "information", "Sample")),
              "BCD\n002\n1\nSCT\n\nRed Cross\nBE72000000001616\nEUR1\n\n\n\nSample");
}

TEST(EpcTest, AmountsAreEurosAndCents) {
    for (const std::string amount : {"0.01", "1", "1.5", "12.30", "999999999.99"}) {
        EXPECT_EQ(line(build("epc", with(payment, "amount", amount)), 8), "EUR" + amount);
    }
    EXPECT_EQ(line(build("epc", with(payment, "amount", "0012.30")), 8), "EUR12.30");
    EXPECT_EQ(line(build("epc", with(payment, "amount", "000.10")), 8), "EUR0.10");
    for (const std::string amount :
         {"0", "0.00", "0.001", "1000000000", "-1", "+1", "12,30", "1.", ".5", "EUR1", "1e3", "1 000"}) {
        EXPECT_EQ(problem("amount", amount), "epc.amount: must be euros from 0.01 to 999999999.99") << amount;
    }
}

TEST(EpcTest, TheIbanIsChecked) {
    EXPECT_EQ(line(build("epc", with(payment, "iban", "be72 0000 0000 1616")), 7), "BE72000000001616");
    EXPECT_EQ(problem("iban", "BE72000000001617"),
              "epc.iban: has wrong check digits: it was mistyped somewhere");
    EXPECT_EQ(problem("iban", "BE7200000000161"), "epc.iban: has 15 characters; in BE it has 16");
    EXPECT_EQ(problem("iban", "US72000000001616"), "epc.iban: begins with no country that has IBANs");
    EXPECT_EQ(problem("iban", "72000000001616"),
              "epc.iban: is no IBAN, which is two letters, two digits, and letters and digits");
    EXPECT_EQ(problem("iban", "").substr(0, 20), "epc.iban: is missing");
}

TEST(EpcTest, OutsideOfTheEeaABicIsNeeded) {
    EXPECT_EQ(problem("iban", "CH9300762011623852957"),
              "epc.bic: is missing; accounts outside of the European Economic Area need it");
    const test::Fields swiss = with(payment, "iban", "CH9300762011623852957");
    EXPECT_EQ(line(build("epc", with(swiss, "bic", "pofichbexxx")), 5), "POFICHBEXXX");
    for (const std::string iban :
         {"NO9386011117947", "IS140159260076545510730339", "LI21088100002324013AA"}) {
        EXPECT_NO_THROW(build("epc", with(payment, "iban", iban))) << iban;
    }
}

TEST(EpcTest, BicAndPurposeHaveTheirForms) {
    for (const std::string bic : {"BPOTBEB", "BPOTBEB1X", "BPOT1EB1", "BPOTBEB1XX!", "BPOTBEB1 XX"}) {
        EXPECT_EQ(problem("bic", bic), "epc.bic: is no BIC, which has 8 or 11 letters and digits") << bic;
    }
    EXPECT_EQ(line(build("epc", with(payment, "purpose", "char")), 9), "CHAR");
    EXPECT_EQ(problem("purpose", "CH-R"), "epc.purpose: must be up to 4 letters and digits");
}

TEST(EpcTest, ReferencesAreChecked) {
    EXPECT_EQ(line(build("epc", with(payment, "reference", "rf18 5390 0754 7034")), 10), "RF18539007547034");
    for (const std::string reference : {"RF741", "RF47AAAAAAAAAAAAAAAAAAAAA"}) {
        EXPECT_EQ(line(build("epc", with(payment, "reference", reference)), 10), reference);
    }
    EXPECT_EQ(problem("reference", "RF19539007547034"),
              "epc.reference: has wrong check digits: it was mistyped somewhere");
    for (const std::string reference :
         {"539007547034", "RF18", "RFX8539007547034", "RF18-5390", "RF18539007547034539007547034"}) {
        const Error error = error_of("epc", with(payment, "reference", reference));
        EXPECT_EQ(error.message(), "epc.reference: is no RF reference of ISO 11649") << reference;
        EXPECT_EQ(error.hint(), "give any other kind of reference as text");
    }
    EXPECT_EQ(error_of("epc", with(with(payment, "reference", "RF18539007547034"), "text", "x")).message(),
              "epc.reference: and text exclude each other");
}

TEST(EpcTest, TheWholeHas331Bytes) {
    std::string euros;
    for (int i = 0; i < 70; ++i) euros += "€";
    test::Fields fields = with(payment, "name", "N");
    fields = with(fields, "information", euros);  // 210 bytes
    const std::size_t rest = 331 - build("epc", fields).size();
    EXPECT_EQ(build("epc", with(fields, "text", std::string(rest, 'x'))).size(), 331U);
    const Error error = error_of("epc", with(fields, "text", std::string(rest + 1, 'x')));
    EXPECT_EQ(error.message(), "epc: the payment is 332 bytes long; the limit is 331");
    EXPECT_EQ(error.hint(), "shorten text or information");
}

TEST(EpcTest, NothingCanPushLinesAside) {
    for (const std::string field : {"name", "text", "information", "bic", "iban", "amount"}) {
        EXPECT_EQ(problem(field, "A\nB"), "epc." + field + ": must be one line without control characters");
    }
}

}  // namespace
}  // namespace qrgen::qr
