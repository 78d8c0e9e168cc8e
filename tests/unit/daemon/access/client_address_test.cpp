// SPDX-License-Identifier: MIT
#include "daemon/access/client_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::daemon {
namespace {

using testing::HasSubstr;

TrustedProxies trusted(const std::vector<std::string>& entries) {
    return TrustedProxies(entries);
}

std::string message_for(const std::vector<std::string>& entries) {
    try {
        TrustedProxies proxies(entries);
        return "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        for (const Fault& fault : error.faults()) EXPECT_EQ(fault.field, "trusted_proxies");
        EXPECT_FALSE(error.hint().empty());
        return error.message();
    }
}

TEST(TrustedProxies, TrustNobodyByThemselves) {
    EXPECT_FALSE(TrustedProxies().trusts("127.0.0.1"));
    EXPECT_FALSE(trusted({}).trusts("::1"));
}

TEST(TrustedProxies, TrustAnAddressAlone) {
    const TrustedProxies proxies = trusted({"192.0.2.1", "2001:db8::1"});
    EXPECT_TRUE(proxies.trusts("192.0.2.1"));
    EXPECT_TRUE(proxies.trusts("::ffff:192.0.2.1"));
    EXPECT_TRUE(proxies.trusts("2001:DB8::1"));
    EXPECT_FALSE(proxies.trusts("192.0.2.2"));
    EXPECT_FALSE(proxies.trusts("2001:db8::2"));
    EXPECT_FALSE(proxies.trusts("proxy"));
}

TEST(TrustedProxies, TrustANetworkUpToItsEnds) {
    const TrustedProxies proxies = trusted({"172.16.0.0/12", "2001:db8:8000::/33"});
    EXPECT_TRUE(proxies.trusts("172.16.0.0"));
    EXPECT_TRUE(proxies.trusts("172.31.255.255"));
    EXPECT_FALSE(proxies.trusts("172.15.255.255"));
    EXPECT_FALSE(proxies.trusts("172.32.0.0"));
    EXPECT_TRUE(proxies.trusts("2001:db8:ffff::1"));
    EXPECT_FALSE(proxies.trusts("2001:db8:7fff::1"));
}

TEST(TrustedProxies, CanTrustEverybodyOfOneProtocol) {
    EXPECT_TRUE(trusted({"0.0.0.0/0"}).trusts("203.0.113.9"));
    EXPECT_FALSE(trusted({"0.0.0.0/0"}).trusts("2001:db8::1"));
    EXPECT_TRUE(trusted({"::/0"}).trusts("2001:db8::1"));
    EXPECT_FALSE(trusted({"::/0"}).trusts("203.0.113.9"));
}

TEST(TrustedProxies, TakeAnIpv4NetworkWrittenAsIpv6) {
    EXPECT_TRUE(trusted({"::ffff:10.0.0.0/104"}).trusts("10.1.2.3"));
    EXPECT_FALSE(trusted({"::ffff:10.0.0.0/104"}).trusts("11.1.2.3"));
}

TEST(TrustedProxies, KnowTwoWords) {
    const TrustedProxies loopback = trusted({"loopback"});
    EXPECT_TRUE(loopback.trusts("127.0.0.53"));
    EXPECT_TRUE(loopback.trusts("::1"));
    EXPECT_FALSE(loopback.trusts("10.0.0.1"));
    const TrustedProxies own = trusted({"private"});
    for (const char* address : {"10.9.8.7", "172.20.0.3", "192.168.1.1", "fd12::1", "fc00::1"}) {
        EXPECT_TRUE(own.trusts(address)) << address;
    }
    for (const char* address : {"127.0.0.1", "::1", "8.8.8.8", "172.32.0.1", "fe80::1"}) {
        EXPECT_FALSE(own.trusts(address)) << address;
    }
}

TEST(TrustedProxies, TellEveryBadEntry) {
    for (const char* entry :
         {"", "proxy.example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/8x",
          "10.0.0/8", "::/129", "fe80::1%eth0", "*", "192.0.2.1:80", "10.0.0.0/+8"}) {
        EXPECT_THAT(message_for({entry}), HasSubstr("'" + std::string(entry) + "' is neither")) << entry;
    }
    const std::string message = message_for({"one", "10.0.0.0/8", "two\n"});
    EXPECT_THAT(message, HasSubstr("'one'"));
    EXPECT_THAT(message, HasSubstr("'two\\n'"));
}

TEST(TrustedProxies, RefuseAnAddressWithinANetworkAndSayWhichThatIs) {
    EXPECT_THAT(message_for({"10.1.2.3/8"}), HasSubstr("which is 10.0.0.0/8"));
    EXPECT_THAT(message_for({"2001:db8::1/32"}), HasSubstr("which is 2001:db8::/32"));
    EXPECT_THAT(message_for({"::ffff:10.1.2.3/104"}), HasSubstr("which is 10.0.0.0/8"));
    EXPECT_THAT(message_for({"::ffff:10.1.2.3/90"}), HasSubstr("which is ::ffc0:0:0/90"));
}

http::Request request_from(std::string peer, const std::vector<std::string>& forwarded) {
    http::Request request{.method = "GET", .path = "/", .query = ""};
    request.peer = std::move(peer);
    request.headers.push_back({"Host", "192.0.2.99"});
    for (const std::string& value : forwarded) request.headers.push_back({"x-forwarded-FOR", value});
    return request;
}

std::string client(const std::string& peer, const std::vector<std::string>& forwarded) {
    return client_of(request_from(peer, forwarded), trusted({"10.0.0.0/8", "fd00::/8"}));
}

TEST(ClientOf, AnUntrustedPeerIsTheClientWhateverItSays) {
    EXPECT_EQ(client("192.0.2.1", {"203.0.113.9"}), "192.0.2.1");
    EXPECT_EQ(client("192.0.2.1", {"10.0.0.1"}), "192.0.2.1");
    EXPECT_EQ(client_of(request_from("10.0.0.1", {"203.0.113.9"}), TrustedProxies()), "10.0.0.1");
}

TEST(ClientOf, ATrustedPeerThatSaysNothingIsTheClient) {
    EXPECT_EQ(client("10.0.0.1", {}), "10.0.0.1");
    EXPECT_EQ(client("10.0.0.1", {""}), "10.0.0.1");
    EXPECT_EQ(client("10.0.0.1", {" , ,"}), "10.0.0.1");
}

TEST(ClientOf, TheRightMostUntrustedAddressIsTheClient) {
    EXPECT_EQ(client("10.0.0.1", {"203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.1", {"1.2.3.4, 203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.1", {"1.2.3.4, 203.0.113.9, 10.0.0.2,10.0.0.3"}), "203.0.113.9");
    EXPECT_EQ(client("fd00::1", {"2001:db8::5,\tfd00::2"}), "2001:db8::5");
}

TEST(ClientOf, AllFieldsCountInTheirOrder) {
    EXPECT_EQ(client("10.0.0.1", {"1.2.3.4", "203.0.113.9", "10.0.0.2"}), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.1", {"203.0.113.9, 10.0.0.3", "", "10.0.0.2, 10.0.0.4"}), "203.0.113.9");
}

TEST(ClientOf, IfAllAreTrustedTheLeftMostIsTheClient) {
    EXPECT_EQ(client("10.0.0.1", {"10.0.0.9, 10.0.0.2"}), "10.0.0.9");
    EXPECT_EQ(client("10.0.0.1", {"10.0.0.9", "10.0.0.2"}), "10.0.0.9");
}

TEST(ClientOf, PortsAndBracketsAreTolerated) {
    EXPECT_EQ(client("10.0.0.1", {"203.0.113.9:4711"}), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.1", {"[2001:db8::5]:4711"}), "2001:db8::5");
    EXPECT_EQ(client("10.0.0.1", {"[2001:db8::5]"}), "2001:db8::5");
    EXPECT_EQ(client("10.0.0.1", {"203.0.113.9, 10.0.0.2:80"}), "203.0.113.9");
}

TEST(ClientOf, WhatIsNoAddressStopsTheWalk) {
    for (const char* garbage : {"unknown", "_hidden", "1.2.3", "[2001:db8::5", "2001:db8::5]",
                                "[203.0.113.9]", "203.0.113.9:", "203.0.113.9:x", "203.0.113.9:123456",
                                "[2001:db8::5]x", "203.0.113.9 1.2.3.4", "\"203.0.113.9\"", "localhost"}) {
        EXPECT_EQ(client("10.0.0.1", {garbage}), "10.0.0.1") << garbage;
        EXPECT_EQ(client("10.0.0.1", {"203.0.113.9, " + std::string(garbage) + ", 10.0.0.2"}), "10.0.0.2")
            << garbage;
    }
}

TEST(ClientOf, TheTextIsCanonical) {
    EXPECT_EQ(client("10.0.0.1", {"::ffff:203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(client("::ffff:10.0.0.1", {"2001:DB8:0::5"}), "2001:db8::5");
    EXPECT_EQ(client("::ffff:192.0.2.1", {}), "192.0.2.1");
}

TEST(ClientOf, APeerThatIsNoAddressComesBackAsItIs) {
    EXPECT_EQ(client("", {"203.0.113.9"}), "");
    EXPECT_EQ(client("somewhere", {"203.0.113.9"}), "somewhere");
}

TEST(ClientOf, TheWalkEndsAfterAHundredAddresses) {
    std::string chain = "203.0.113.9";
    for (int i = 0; i < 99; ++i) chain += ",10.0.0.2";
    EXPECT_EQ(client("10.0.0.1", {chain}), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.1", {chain + ",10.0.0.3"}), "10.0.0.2");
}

}  // namespace
}  // namespace qrgen::daemon
