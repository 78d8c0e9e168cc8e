// SPDX-License-Identifier: MIT
#include "daemon/access/ip_address.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

std::string canonical(std::string_view text) {
    const auto address = IpAddress::parse(text);
    return address ? address->text() : "none";
}

TEST(IpAddress, IsShownInItsCanonicalForm) {
    EXPECT_EQ(canonical("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(canonical("0.0.0.0"), "0.0.0.0");
    EXPECT_EQ(canonical("2001:DB8:0:0:0:0:0:1"), "2001:db8::1");
    EXPECT_EQ(canonical("::"), "::");
    EXPECT_EQ(canonical("fe80::1%eth0"), "fe80::1");
}

TEST(IpAddress, ThatMapsIpv4IsIpv4) {
    EXPECT_EQ(canonical("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(canonical("::FFFF:c000:201"), "192.0.2.1");
    EXPECT_EQ(IpAddress::parse("::ffff:192.0.2.1"), IpAddress::parse("192.0.2.1"));
    EXPECT_NE(IpAddress::parse("::192.0.2.1"), IpAddress::parse("192.0.2.1"));
}

TEST(IpAddress, NothingElseIsOne) {
    for (const std::string text :
         {"", "localhost", "192.0.2", "192.0.2.1.1", "192.0.2.256", "192.0.2.01", "0xC0000201", "3221225985",
          " 192.0.2.1", "192.0.2.1 ", "192.0.2.1:80", "192.0.2.1%eth0", "[2001:db8::1]", "2001:db8::1::2",
          ":", ":::", "2001:db8::g", "12345::", "1:2:3:4:5:6:7:8:9"}) {
        EXPECT_EQ(canonical(text), "none") << text;
    }
    EXPECT_EQ(canonical(std::string("192.0.2.1\0", 10)), "none");
    EXPECT_EQ(canonical(std::string("::1\0", 4)), "none");
    EXPECT_EQ(canonical(std::string(100'000, ':')), "none");
}

TEST(IpAddress, IsMaskedToABit) {
    const auto masked = [](const char* text, int length) {
        return IpAddress::parse(text)->masked(length).text();
    };
    EXPECT_EQ(masked("10.255.255.255", 128), "10.255.255.255");
    EXPECT_EQ(masked("10.255.255.255", 96 + 31), "10.255.255.254");
    EXPECT_EQ(masked("10.255.255.255", 96 + 12), "10.240.0.0");
    EXPECT_EQ(masked("10.255.255.255", 96), "0.0.0.0");
    EXPECT_EQ(masked("2001:db8:1:2:3:4:5:6", 64), "2001:db8:1:2::");
    EXPECT_EQ(masked("2001:db8::1", 0), "::");
}

TEST(IpAddress, KnowsLoopback) {
    for (const char* text : {"127.0.0.1", "127.255.0.3", "::1", "::ffff:127.0.0.1"}) {
        EXPECT_TRUE(is_loopback(*IpAddress::parse(text))) << text;
    }
    for (const char* text : {"128.0.0.1", "0.0.0.0", "::", "::2", "10.0.0.1"}) {
        EXPECT_FALSE(is_loopback(*IpAddress::parse(text))) << text;
    }
}

}  // namespace
}  // namespace qrgen::daemon
