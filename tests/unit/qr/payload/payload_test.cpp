// SPDX-License-Identifier: MIT
#include "core/qr/payload/payload.hpp"

#include <set>

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(PayloadTest, TheTableIsInOrder) {
    std::set<std::string_view> names;
    for (const PayloadKind& kind : payload_kinds()) {
        EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
        EXPECT_EQ(find_payload_kind(kind.name), &kind);
        EXPECT_FALSE(kind.summary.empty());
        EXPECT_FALSE(kind.source.empty());
        ASSERT_FALSE(kind.fields.empty());
        std::set<std::string_view> fields;
        for (const PayloadField& field : kind.fields) {
            EXPECT_TRUE(fields.insert(field.name).second) << field.name;
            EXPECT_EQ(field.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos);
            EXPECT_GT(field.max_length, 0U);
            EXPECT_FALSE(field.summary.empty()) << field.name;
        }
    }
    EXPECT_EQ(names.size(), 12U);
    EXPECT_EQ(find_payload_kind("fax"), nullptr);
}

TEST(PayloadTest, ValuesKeepTheirOrder) {
    PayloadValues values;
    EXPECT_FALSE(values.has("to"));
    EXPECT_EQ(values.get("to"), "");
    values.add("to", "a");
    values.add("cc", "b");
    values.add("to", "c");
    EXPECT_TRUE(values.has("to"));
    EXPECT_EQ(values.get("to"), "a");
    EXPECT_THAT(values.all("to"), ElementsAre("a", "c"));
    EXPECT_EQ(values.entries().size(), 3U);
}

TEST(PayloadTest, AnUnknownFieldGetsASuggestion) {
    const Error near = error_of("wifi", {{"ssid", "x"}, {"pasword", "12345678"}});
    EXPECT_EQ(near.message(), "wifi.pasword: there is no such field");
    EXPECT_EQ(near.hint(), "did you mean 'password'?");
    const Error far = error_of("tel", {{"number", "112"}, {"zzz", "x"}});
    EXPECT_EQ(far.hint(), "the fields are number, extension");
    EXPECT_THAT(error_of("tel", {{"a\nb", "x"}}).message(), HasSubstr("tel.a\\nb"));
}

TEST(PayloadTest, AllFaultsAreTold) {
    const Error error = error_of("mail", {{"from", "x"}, {"subject", ""}, {"body", "a\x01"}});
    ASSERT_EQ(error.faults().size(), 4U);
    EXPECT_EQ(error.faults()[0].field, "mail.from");
    EXPECT_EQ(error.faults()[1].message, "is empty; leave it out if there is none");
    EXPECT_EQ(error.faults()[2].message, "holds a control character; only line feeds are possible");
    EXPECT_EQ(error.faults()[3].field, "mail.to");
    EXPECT_EQ(error.faults()[3].message, "is missing");
}

TEST(PayloadTest, WhatIsMissingIsExplained) {
    const Error error = error_of("wifi", {{"hidden", "yes"}});
    EXPECT_EQ(error.message(), "wifi.ssid: is missing");
    EXPECT_EQ(error.hint(), "ssid is: name of the network, at most 32 bytes");
}

TEST(PayloadTest, OnlyRepeatableFieldsRepeat) {
    EXPECT_EQ(error_of("tel", {{"number", "112"}, {"number", "110"}}).message(),
              "tel.number: can be given only once");
    EXPECT_EQ(build("mail", {{"to", "a@b.c"}, {"to", "d@e.f"}}), "mailto:a@b.c,d@e.f");
    test::Fields many(max_repetitions, {"to", "a@b.c"});
    EXPECT_NO_THROW(build("mail", many));
    many.emplace_back("to", "a@b.c");
    EXPECT_EQ(error_of("mail", many).message(), "mail.to: can be given 20 times at most");
}

TEST(PayloadTest, LengthsCountCharacters) {
    std::string umlauts;
    for (int i = 0; i < 70; ++i) umlauts += "ü";
    EXPECT_NO_THROW(build("epc", {{"name", umlauts}, {"iban", "DE71110220330123456789"}}));
    const Error error = error_of("epc", {{"name", umlauts + 'x'}, {"iban", "DE71110220330123456789"}});
    EXPECT_EQ(error.message(), "epc.name: is 71 characters long; the limit is 70");
}

TEST(PayloadTest, EveryFieldHasItsLimit) {
    for (const PayloadKind& kind : payload_kinds()) {
        for (const PayloadField& field : kind.fields) {
            const std::string name(field.name);
            const Error error = error_of(kind.name, {{name, std::string(field.max_length + 1, '0')}});
            EXPECT_THAT(error.message(),
                        HasSubstr(std::string(kind.name) + '.' + name + ": is " +
                                  std::to_string(field.max_length + 1) + " characters long"));
        }
    }
}

TEST(PayloadTest, ValuesAreUtf8WithoutControlCharacters) {
    EXPECT_EQ(error_of("wifi", {{"ssid", "\xC3"}}).message(), "wifi.ssid: is not UTF-8 text");
    for (const std::string& control :
         {std::string("a\0b", 3), std::string("a\nb"), std::string("a\r"), std::string("\x7F"),
          std::string("a\xC2\x85"), std::string("\x1B[1m")}) {
        EXPECT_EQ(error_of("wifi", {{"ssid", control}}).message(),
                  "wifi.ssid: must be one line without control characters");
    }
    EXPECT_THAT(error_of("sms", {{"number", "112"}, {"text", "a\rb"}}).message(),
                HasSubstr("control character"));
}

TEST(PayloadTest, LineEndsOfAnyKindAreLineFeeds) {
    EXPECT_EQ(build("sms", {{"number", "112"}, {"text", "a\r\nb\nc"}}), "SMSTO:112:a\nb\nc");
}

TEST(PayloadTest, MessagesDoNotHoldSecrets) {
    const std::string secret = "hunter1";
    for (const test::Fields& fields :
         {test::Fields{{"ssid", "x"}, {"password", secret}},
          test::Fields{{"ssid", "x"}, {"password", secret}, {"security", "nopass"}},
          test::Fields{{"ssid", "x"}, {"password", secret}, {"security", "wep"}},
          test::Fields{{"ssid", "x"}, {"password", secret + '\n'}},
          test::Fields{{"ssid", "x"}, {"password", secret + "\xFF"}},
          test::Fields{{"ssid", "x"}, {"password", secret}, {"security", secret}}}) {
        const Error error = error_of("wifi", fields);
        EXPECT_THAT(error.message() + error.hint(), Not(HasSubstr(secret)));
    }
    const Error error = error_of("otpauth", {{"account", "a"}, {"secret", secret}});
    EXPECT_THAT(error.message() + error.hint(), Not(HasSubstr(secret)));
}

TEST(PayloadTest, ChoicesAreTakenInEitherCase) {
    EXPECT_EQ(build("wifi", {{"ssid", "x"}, {"security", "NoPass"}, {"hidden", "YES"}}),
              "WIFI:T:nopass;S:x;H:true;;");
    EXPECT_EQ(error_of("wifi", {{"ssid", "x"}, {"security", "wpa9"}}).message(),
              "wifi.security: must be wpa, sae, wep or nopass");
    EXPECT_EQ(error_of("wifi", {{"ssid", "x"}, {"hidden", "maybe"}}).message(),
              "wifi.hidden: must be yes or no");
}

}  // namespace
}  // namespace qrgen::qr
