// SPDX-License-Identifier: MIT
#include "core/qr/payload/wifi.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;
using test::with;

const test::Fields guest{{"ssid", "Guest"}, {"password", "p;w,d 12"}};

std::string password_problem(const std::string& security, const std::string& password) {
    return error_of("wifi", {{"ssid", "Guest"}, {"security", security}, {"password", password}}).message();
}

std::string digits(std::size_t count) {
    return std::string(count, '7');
}

TEST(WifiTest, WpaIsTheStandardWithAPassword) {
    EXPECT_EQ(build("wifi", guest), R"(WIFI:T:WPA;S:Guest;P:p\;w\,d 12;;)");
    EXPECT_EQ(build("wifi", with(guest, "security", "wpa")), build("wifi", guest));
    EXPECT_EQ(build("wifi", with(guest, "security", "sae")), R"(WIFI:T:SAE;S:Guest;P:p\;w\,d 12;;)");
    EXPECT_EQ(build("wifi", {{"ssid", "Guest"}, {"password", "abcde"}, {"security", "wep"}}),
              "WIFI:T:WEP;S:Guest;P:abcde;;");
}

TEST(WifiTest, WithoutAPasswordTheNetworkIsOpen) {
    EXPECT_EQ(build("wifi", {{"ssid", "Guest"}}), "WIFI:T:nopass;S:Guest;;");
    EXPECT_EQ(build("wifi", {{"ssid", "Guest"}, {"security", "nopass"}}), "WIFI:T:nopass;S:Guest;;");
}

TEST(WifiTest, HiddenIsToldOnlyIfSo) {
    EXPECT_EQ(build("wifi", with(guest, "hidden", "yes")), R"(WIFI:T:WPA;S:Guest;P:p\;w\,d 12;H:true;;)");
    EXPECT_EQ(build("wifi", with(guest, "hidden", "no")), build("wifi", guest));
}

// The example of ZXing's page, where the quotes are part of the name.
TEST(WifiTest, SpecialCharactersAreEscaped) {
    EXPECT_EQ(build("wifi", {{"ssid", R"("foo;bar\baz")"}}), R"(WIFI:T:nopass;S:\"foo\;bar\\baz\";;)");
    EXPECT_EQ(build("wifi", {{"ssid", "Größe:1 "}, {"password", R"(\;,:"'#P:x;;)"}}),
              R"(WIFI:T:WPA;S:Größe\:1 ;P:\\\;\,\:\"'#P\:x\;\;;;)");
}

TEST(WifiTest, NamesOfHexadecimalDigitsAreQuotedOnRequestOnly) {
    EXPECT_EQ(build("wifi", {{"ssid", "CAFE"}}), "WIFI:T:nopass;S:CAFE;;");
    EXPECT_EQ(build("wifi", {{"ssid", "CAFE"}, {"quote-hex", "yes"}}), R"(WIFI:T:nopass;S:"CAFE";;)");
    EXPECT_EQ(build("wifi", {{"ssid", "Cafe X"}, {"quote-hex", "yes"}}), "WIFI:T:nopass;S:Cafe X;;");
    EXPECT_EQ(build("wifi", {{"ssid", "12"}, {"password", "12345678"}, {"quote-hex", "yes"}}),
              R"(WIFI:T:WPA;S:"12";P:12345678;;)");
}

TEST(WifiTest, ANameHas32Bytes) {
    EXPECT_NO_THROW(build("wifi", {{"ssid", std::string(32, 'x')}}));
    EXPECT_EQ(error_of("wifi", {{"ssid", std::string(31, 'x') + "ü"}}).message(),
              "wifi.ssid: is longer than 32 bytes");
}

TEST(WifiTest, PasswordsOfWpa) {
    for (const std::size_t size : {8U, 63U, 64U}) {
        EXPECT_NO_THROW(build("wifi", {{"ssid", "x"}, {"password", digits(size)}})) << size;
    }
    const std::string length = "wifi.password: must have 8 to 63 characters, or 64 hexadecimal digits";
    EXPECT_EQ(password_problem("wpa", digits(7)), length);
    EXPECT_EQ(password_problem("wpa", digits(65)), length);
    EXPECT_EQ(password_problem("wpa", std::string(64, 'g')),
              "wifi.password: of 64 characters must be hexadecimal digits");
    EXPECT_EQ(password_problem("wpa", "pässword"),
              "wifi.password: holds characters beyond ASCII, which WPA passwords cannot have");
}

TEST(WifiTest, PasswordsOfWpa3) {
    EXPECT_NO_THROW(build("wifi", {{"ssid", "x"}, {"security", "sae"}, {"password", "ü"}}));
    EXPECT_NO_THROW(build("wifi", {{"ssid", "x"}, {"security", "sae"}, {"password", digits(128)}}));
    EXPECT_EQ(password_problem("sae", digits(127) + "ü"), "wifi.password: is longer than 128 bytes");
}

TEST(WifiTest, KeysOfWep) {
    const auto works = [](const std::string& key) {
        EXPECT_NO_THROW(build("wifi", {{"ssid", "x"}, {"security", "wep"}, {"password", key}})) << key;
    };
    for (const std::size_t size : {5U, 13U, 16U, 29U}) works(std::string(size, '~'));
    for (const std::size_t size : {10U, 26U, 32U, 58U}) works(std::string(size - 2, '7') + "aF");
    for (const std::string key : {"abcd", "012345678g", "äbcd", "abcdefghijklmn"}) {
        EXPECT_EQ(
            password_problem("wep", key),
            "wifi.password: must be a WEP key of 5, 13, 16 or 29 characters, or 10, 26, 32 or 58 hexadecimal "
            "digits");
    }
}

TEST(WifiTest, PasswordAndSecurityMustFit) {
    EXPECT_EQ(password_problem("nopass", "12345678"),
              "wifi.password: is given, but security=nopass is a network without one");
    for (const std::string security : {"wpa", "sae", "wep"}) {
        const Error error = error_of("wifi", {{"ssid", "x"}, {"security", security}});
        EXPECT_EQ(error.message(), "wifi.password: is missing");
        EXPECT_EQ(error.hint(), "security=nopass is for open networks");
    }
    EXPECT_EQ(error_of("wifi", {{"password", "12345678"}}).message(), "wifi.ssid: is missing");
}

}  // namespace
}  // namespace qrgen::qr
