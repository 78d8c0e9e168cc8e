// SPDX-License-Identifier: MIT
#include "core/base/hash.hpp"

#include <gtest/gtest.h>

namespace qrgen {
namespace {

// The examples of NIST for FIPS 180-4, and its test of a million letters.
TEST(Sha256, MatchesTheExamplesOfNist) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// NIST CAVP, SHA256ShortMsg.rsp: bytes that are no text.
TEST(Sha256, TakesAnyBytes) {
    EXPECT_EQ(sha256_hex("\xd3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
    EXPECT_EQ(sha256_hex("\x11\xaf"), "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98");
}

// Aumasson and Bernstein, "SipHash: a fast short-input PRF", appendix A.
TEST(KeyedHash, IsSipHash) {
    HashKey key{};
    std::string bytes;
    for (std::uint8_t i = 0; i < key.size(); ++i) key[i] = i;
    for (char c = 0; c < 15; ++c) bytes += c;
    EXPECT_EQ(keyed_hash64(key, bytes), 0xa129ca6149be45e5U);
    key[0] = 1;
    EXPECT_NE(keyed_hash64(key, bytes), 0xa129ca6149be45e5U);
}

TEST(EqualsInConstantTime, SaysWhetherBothAreTheSame) {
    EXPECT_TRUE(equals_in_constant_time("", ""));
    EXPECT_TRUE(equals_in_constant_time("secret", "secret"));
    EXPECT_FALSE(equals_in_constant_time("secret", "secreT"));
    EXPECT_FALSE(equals_in_constant_time("secret", "Secret"));
    EXPECT_FALSE(equals_in_constant_time("secret", "secrets"));
    EXPECT_FALSE(equals_in_constant_time("secret", ""));
}

}  // namespace
}  // namespace qrgen
