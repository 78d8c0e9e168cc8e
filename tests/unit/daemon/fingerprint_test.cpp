// SPDX-License-Identifier: MIT
#include "daemon/fingerprint.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

// The vectors of the algorithm's authors (http://www.isthe.com/chongo/src/fnv/).
TEST(FingerprintTest, IsFnv1aOf128Bits) {
    EXPECT_EQ(fingerprint(""), "6c62272e07bb014262b821756295c58d");
    EXPECT_EQ(fingerprint("a"), "d228cb696f1a8caf78912b704e4a8964");
    EXPECT_EQ(fingerprint("foobar"), "343e1662793c64bf6f0d3597ba446f18");
}

TEST(FingerprintTest, EveryByteCounts) {
    using namespace std::string_view_literals;
    EXPECT_NE(fingerprint("a\0"sv), fingerprint("a"));
    EXPECT_NE(fingerprint("\xFF"), fingerprint("\x7F"));
    EXPECT_NE(fingerprint("ab"), fingerprint("ba"));
}

}  // namespace
}  // namespace qrgen::daemon
