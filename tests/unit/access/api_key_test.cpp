// SPDX-License-Identifier: MIT
#include "core/access/api_key.hpp"

#include <gtest/gtest.h>

#include "core/base/hash.hpp"

namespace qrgen::access {
namespace {

const std::string secret = "abcdefghijklmnopqrstuvwxyz-_ABCDEFGHIJKL012";

TEST(Scope, HasAWordInBothDirections) {
    for (const Scope scope : {Scope::read, Scope::write, Scope::admin}) {
        EXPECT_EQ(parse_scope(to_string(scope)), scope);
    }
    EXPECT_EQ(to_string(Scope::write), "write");
    EXPECT_FALSE(parse_scope("Read"));
    EXPECT_FALSE(parse_scope(""));
    EXPECT_FALSE(parse_scope("root"));
}

TEST(Scope, EachIncludesThoseBeforeIt) {
    EXPECT_LT(Scope::read, Scope::write);
    EXPECT_LT(Scope::write, Scope::admin);
}

TEST(KeyText, IsTakenApart) {
    const auto key = parse_key("qrk_menu2345_" + secret);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->id, "menu2345");
    EXPECT_EQ(key->secret, secret);
    EXPECT_EQ(to_text(*key), "qrk_menu2345_" + secret);
}

TEST(KeyText, OfAnotherFormIsNone) {
    const std::string long_secret = secret + "x";
    const std::string short_secret = secret.substr(1);
    for (const std::string& text : {
             std::string(),
             std::string("qrk_"),
             std::string("qrk_menu2345_"),
             "QRK_menu2345_" + secret,
             "menu2345_" + secret,
             "qrk_menu2345-" + secret,
             "qrk_Menu2345_" + secret,
             "qrk_menu234__" + secret,
             "qrk_menu2345_" + long_secret,
             "qrk_menu2345_" + short_secret,
             " qrk_menu2345_" + short_secret,
             "qrk_menu2345_ " + short_secret,
             "qrk_menu2345_" + short_secret + "=",
             "qrk_menu2345_" + short_secret + std::string(1, '\0'),
             "qrk_menu2345_" + short_secret + "\xFF",
             "qrk_men'2345_" + secret,
         }) {
        EXPECT_FALSE(parse_key(text)) << text;
    }
}

TEST(KeyId, IsEightLettersAndDigits) {
    EXPECT_TRUE(is_key_id("menu2345"));
    for (const char* text : {"", "menu234", "menu23456", "menu234-", "Menu2345", "menu 345"}) {
        EXPECT_FALSE(is_key_id(text)) << text;
    }
}

TEST(Secret, IsProvenByItsHash) {
    ApiKey key;
    key.secret_hash = sha256_hex(secret);
    EXPECT_TRUE(is_secret_of(key, secret));
    EXPECT_FALSE(is_secret_of(key, secret.substr(1)));
    EXPECT_FALSE(is_secret_of(key, ""));
    EXPECT_FALSE(is_secret_of(key, key.secret_hash));
    key.secret_hash.clear();
    EXPECT_FALSE(is_secret_of(key, secret));
}

}  // namespace
}  // namespace qrgen::access
