// SPDX-License-Identifier: MIT
#include "core/scans/ip_privacy.hpp"

#include <gtest/gtest.h>

namespace qrgen::scans {
namespace {

TEST(IpPrivacyTest, TheWordsOfTheSetting) {
    EXPECT_EQ(parse_ip_privacy("full"), IpPrivacy::full);
    EXPECT_EQ(parse_ip_privacy("truncate"), IpPrivacy::truncate);
    EXPECT_EQ(parse_ip_privacy("none"), IpPrivacy::none);
    EXPECT_EQ(parse_ip_privacy("Full"), std::nullopt);
    EXPECT_EQ(parse_ip_privacy(""), std::nullopt);
}

TEST(IpPrivacyTest, TruncatedToTheNetwork) {
    EXPECT_EQ(keep_of_address("203.0.113.77", IpPrivacy::truncate), "203.0.113.0");
    EXPECT_EQ(keep_of_address("2001:db8:1:2:3:4:5:6", IpPrivacy::truncate), "2001:db8:1::");
    EXPECT_EQ(keep_of_address("2001:0DB8:0001:FFFF::1", IpPrivacy::truncate), "2001:db8:1::");
    EXPECT_EQ(keep_of_address("::1", IpPrivacy::truncate), "::");
}

TEST(IpPrivacyTest, FullIsCanonical) {
    EXPECT_EQ(keep_of_address("203.0.113.77", IpPrivacy::full), "203.0.113.77");
    EXPECT_EQ(keep_of_address("2001:0DB8:0:0:0:0:0:1", IpPrivacy::full), "2001:db8::1");
    EXPECT_EQ(keep_of_address("fe80::1%eth0", IpPrivacy::full), "fe80::1");
}

TEST(IpPrivacyTest, AMappedAddressIsIpv4) {
    EXPECT_EQ(keep_of_address("::ffff:203.0.113.77", IpPrivacy::full), "203.0.113.77");
    EXPECT_EQ(keep_of_address("::FFFF:cb00:714d", IpPrivacy::truncate), "203.0.113.0");
}

TEST(IpPrivacyTest, NothingIsKeptOfWhatIsNoAddressOrIsNotWanted) {
    EXPECT_EQ(keep_of_address("203.0.113.77", IpPrivacy::none), "");
    using namespace std::string_view_literals;
    for (const auto text : {""sv, "localhost"sv, "1.2.3"sv, "1.2.3.256"sv, "1.2.3.4%eth0"sv, "1.2.3.4\0"sv,
                            "::1\0::"sv, "[::1]"sv, "%"sv, "1.2.3.4:80"sv})
        EXPECT_EQ(keep_of_address(text, IpPrivacy::full), "") << text;
}

}  // namespace
}  // namespace qrgen::scans
