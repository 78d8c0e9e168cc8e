// SPDX-License-Identifier: MIT
#include "core/scans/request_facts.hpp"

#include <gtest/gtest.h>

namespace qrgen::scans {
namespace {

TEST(ReferrerHost, IsTakenFromAnAddress) {
    EXPECT_EQ(referrer_host("https://example.com"), "example.com");
    EXPECT_EQ(referrer_host("http://example.com/path?x=http://other.example#y"), "example.com");
    EXPECT_EQ(referrer_host("https://News.Example.COM:8443/x"), "news.example.com");
    EXPECT_EQ(referrer_host("HTTPS://example.com?x"), "example.com");
    EXPECT_EQ(referrer_host("https://example.com#x@y.example"), "example.com");
    EXPECT_EQ(referrer_host("https://example.com\\@y.example"), "example.com");
    EXPECT_EQ(referrer_host("  https://example.com/  "), "example.com");
    EXPECT_EQ(referrer_host("https://user:pass@example.com/"), "example.com");
    EXPECT_EQ(referrer_host("https://a@b@example.com/"), "example.com");
    EXPECT_EQ(referrer_host("https://example.com./"), "example.com");
    EXPECT_EQ(referrer_host("https://example.com:/"), "example.com");
    EXPECT_EQ(referrer_host("https://xn--bcher-kva.example/"), "xn--bcher-kva.example");
    EXPECT_EQ(referrer_host("http://localhost:3000/"), "localhost");
    EXPECT_EQ(referrer_host("http://192.0.2.1:80/"), "192.0.2.1");
    EXPECT_EQ(referrer_host("android-app://com.google.android.gm/"), "com.google.android.gm");
    EXPECT_EQ(referrer_host("android-app://org.Example_App.android"), "org.example_app.android");
}

TEST(ReferrerHost, LosesItsWww) {
    EXPECT_EQ(referrer_host("https://www.example.com/"), "example.com");
    EXPECT_EQ(referrer_host("https://WWW.example.com/"), "example.com");
    EXPECT_EQ(referrer_host("https://www.www.example.com/"), "www.example.com");
    EXPECT_EQ(referrer_host("https://www.com/"), "www.com");
    EXPECT_EQ(referrer_host("https://www2.example.com/"), "www2.example.com");
}

TEST(ReferrerHost, CanBeAnIpv6Address) {
    EXPECT_EQ(referrer_host("http://[2001:DB8::1]/x"), "[2001:db8::1]");
    EXPECT_EQ(referrer_host("http://[2001:db8::1]:8080/x"), "[2001:db8::1]");
    for (const char* bad : {"http://[2001:db8::1", "http://[::1]x/", "http://[::1]:x/", "http://[]/",
                            "http://[1.2.3.4]/", "http://[fe80::1%25eth0]/"})
        EXPECT_EQ(referrer_host(bad), "") << bad;
}

TEST(ReferrerHost, IsEmptyForAnythingElse) {
    for (const char* bad : {"",
                            "-",
                            "example.com",
                            "//example.com",
                            "/path",
                            "about:blank",
                            "file:///etc/passwd",
                            "http:",
                            "http://",
                            "http:///x",
                            "https:example.com",
                            "ftp://example.com/",
                            "javascript:alert(1)",
                            "http://exa mple.com/",
                            "http://a..b/",
                            "http://.a/",
                            "http://a:b:c/",
                            "http://a:123456/",
                            "http://<script>/",
                            "http://%65xample.com/",
                            "http://b\xC3\xBC"
                            "cher.example/",
                            "http://\xFF/",
                            "http://@/",
                            "http://../"})
        EXPECT_EQ(referrer_host(bad), "") << bad;
    EXPECT_EQ(referrer_host(std::string("http://a\0b/", 11)), "");
    EXPECT_EQ(referrer_host("http://" + std::string(64, 'a') + ".example/"), "");
    EXPECT_EQ(referrer_host("http://" + std::string(64 << 10, 'a') + "/"), "");
}

TEST(ReferrerHost, KeepsItsEndIfItIsLong) {
    const std::string label(50, 'a');
    EXPECT_EQ(referrer_host("http://" + label + "." + label + ".example/"), label + ".example");
    const std::string fits = std::string(36, 'a') + '.' + std::string(63, 'b');
    EXPECT_EQ(fits.size(), max_referrer_host);
    EXPECT_EQ(referrer_host("http://" + fits), fits);
    EXPECT_EQ(referrer_host("http://a" + fits), std::string(63, 'b'));
    std::string many = "x";
    while (many.size() < 250) many += ".y";
    EXPECT_EQ(referrer_host("http://" + many + ".z").size(), 99U);
    EXPECT_EQ(referrer_host("http://" + many + ".y.y.y"), "");
}

TEST(Language, IsTheOneWithTheHighestWeight) {
    EXPECT_EQ(language_of("de"), "de");
    EXPECT_EQ(language_of("de-CH,de;q=0.9,en;q=0.8"), "de-CH");
    EXPECT_EQ(language_of("en;q=0.8, fr;q=0.9"), "fr");
    EXPECT_EQ(language_of("en;q=0.8,fr;q=0.805"), "fr");
    EXPECT_EQ(language_of("en;q=0.5,fr;q=0.5"), "en");
    EXPECT_EQ(language_of("da, en-gb;q=0.8, en;q=0.7"), "da");
    EXPECT_EQ(language_of(" , en ; q=0.4 ,\tfr ; Q=1.000 "), "fr");
    EXPECT_EQ(language_of("en;q=0,fr;q=0.001"), "fr");
    EXPECT_EQ(language_of("en;q=0.0"), "");
    EXPECT_EQ(language_of("*, it;q=0.1"), "it");
}

TEST(Language, HasTheUsualCase) {
    EXPECT_EQ(language_of("DE-ch"), "de-CH");
    EXPECT_EQ(language_of("ZH-HANT-tw"), "zh-Hant-TW");
    EXPECT_EQ(language_of("SR-latn-rs"), "sr-Latn-RS");
    EXPECT_EQ(language_of("es-419"), "es-419");
    EXPECT_EQ(language_of("de-DE-1996"), "de-DE-1996");
    EXPECT_EQ(language_of("SL-ROZAJ-biske"), "sl-rozaj-biske");
    EXPECT_EQ(language_of("en-US-X-TWAIN-AB"), "en-US-x-twain-ab");
    EXPECT_EQ(language_of("de-u-CO-PHON"), "de-u-co-phon");
}

TEST(Language, IsEmptyForAnythingElse) {
    for (const char* bad : {"",
                            " ",
                            "*",
                            ",,,",
                            "x",
                            "e",
                            "de_CH",
                            "de-",
                            "-de",
                            "de--CH",
                            "1de",
                            "de-\xC3\xA4",
                            "<script>",
                            "toolonglanguage",
                            "de-toolongsubtag",
                            "de-x",
                            "x-private",
                            "i-klingon",
                            "en;q=2",
                            "en;q=1.001",
                            "en;q=-1",
                            "en;q=",
                            "en;q=0.1234",
                            "en;q=x",
                            "en;level=1",
                            "en;q=0,5",
                            "en q=1",
                            "de-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"})
        EXPECT_EQ(language_of(bad), "") << bad;
    EXPECT_EQ(language_of(std::string("d\0e", 3)), "");
    EXPECT_EQ(language_of(std::string(64 << 10, ',')), "");
    EXPECT_EQ(language_of(std::string(64 << 10, 'a')), "");
}

TEST(Language, PassesOverGarbage) {
    EXPECT_EQ(language_of("de_DE,<b>,en;q=7,fr;q=0.1"), "fr");
    const std::string longest = "de-aaaaaaaa-bbbbbbbb-cccccccc-ddddd";
    EXPECT_EQ(longest.size(), max_language);
    EXPECT_EQ(language_of(longest), longest);
    EXPECT_EQ(language_of(longest + "d,en"), "en");
}

}  // namespace
}  // namespace qrgen::scans
