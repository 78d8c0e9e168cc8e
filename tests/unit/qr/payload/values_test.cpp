// SPDX-License-Identifier: MIT
#include "core/qr/payload/values.hpp"

#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

bool is_uri(const std::string& text) {
    const PayloadValues none;
    PayloadInput input("vcard", none);
    check_uri(input, "url", text);
    return input.is_faultless();
}

TEST(ValuesTest, UrisAreComplete) {
    for (const std::string uri :
         {"https://example.com", "a+b-c.d:e", "http://a/b?c=d#e", "mailto:a@b.c", "https://x/%C3%BC;,'()"}) {
        EXPECT_TRUE(is_uri(uri)) << uri;
    }
    for (const std::string uri : {"example.com", "https:", ":x", "1a:b", "https://x/ü", "https://x/a b",
                                  "https://x/%", "https://x/%2", "https://x/%zz", "https://x/<a>",
                                  "https://x/\"", "https://x/\\", "a b:c", "a/b:c", "a@b.c:d"}) {
        EXPECT_FALSE(is_uri(uri)) << uri;
    }
}

TEST(ValuesTest, DatesAreRealOnes) {
    ASSERT_TRUE(parse_date("2024-02-29"));
    EXPECT_EQ(basic_date(*parse_date("2024-02-29")), "20240229");
    EXPECT_EQ(basic_date(*parse_date("0001-01-01")), "00010101");
    for (const std::string date :
         {"2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32", "2024-1-1", "20240101",
          "2024/01/01", "2024-01-01 ", "", "-024-01-01", "2024-01-0a"}) {
        EXPECT_FALSE(parse_date(date)) << date;
    }
}

TEST(ValuesTest, Domains) {
    for (const std::string domain : {"a", "a.b", "xn--nxa.example", "1.2", "ü.example"}) {
        EXPECT_TRUE(is_domain(domain)) << domain;
    }
    std::string longest;
    for (int i = 0; i < 126; ++i) longest += "a.";
    EXPECT_TRUE(is_domain(longest + "a"));
    EXPECT_FALSE(is_domain(longest + "aa"));
    for (const std::string domain : {"", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b", "a/b"}) {
        EXPECT_FALSE(is_domain(domain)) << domain;
    }
    EXPECT_TRUE(is_domain(std::string(63, 'a')));
    EXPECT_FALSE(is_domain(std::string(64, 'a')));
}

}  // namespace
}  // namespace qrgen::qr
