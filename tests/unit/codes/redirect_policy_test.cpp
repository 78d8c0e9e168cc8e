// SPDX-License-Identifier: MIT
#include "core/codes/redirect_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::codes {
namespace {

using ::testing::HasSubstr;

RedirectPolicy any_host() {
    return RedirectPolicy({.base_url = "http://localhost:8000", .allowed_domains = {}});
}

RedirectPolicy only(std::vector<std::string> domains) {
    return RedirectPolicy({.base_url = "http://localhost:8000", .allowed_domains = std::move(domains)});
}

// The fault that `action` throws; fails the test if it throws none.
template <typename Action>
Fault fault_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().size(), 1U);
        EXPECT_EQ(printable(error.message()), error.message());
        EXPECT_EQ(printable(error.hint()), error.hint());
        return error.faults().front();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

// "" if the address is accepted.
std::string refusal(const RedirectPolicy& policy, std::string_view url) {
    try {
        policy.check(url);
    } catch (const Error&) {
        return fault_of([&] { policy.check(url); }).message;
    }
    return "";
}

TEST(RedirectPolicy, ReturnsAsciiAddressesByteForByte) {
    const RedirectPolicy policy = any_host();
    for (const std::string url : {
             "https://example.com",
             "https://example.com/",
             "HTTPS://Example.COM/Menu?A=b#C",
             "http://example.com:8080/a/../b/./c//d",
             "https://example.com:/empty-port",
             "https://example.com:0443/leading-zero",
             "https://example.com./trailing-dot",
             "https://example.com/%7euser/%E2%82%AC/%5C%00%0a",
             "https://example.com/;p=1/@x:y/!$&'()*+,=~-._",
             "https://example.com/?q=a+b&c=/?:@!$'()*,;~%20&&==",
             "https://example.com/#/route?x=1",
             "https://example.com?x@evil.test",
             "https://example.com#@evil.test",
             "https://example.com/https://evil.test",
             "https://a_b.example.com/",
             "https://r3---sn-apo3.example.com/",
             "https://xn--kse-qla.de/",
             "https://XN--KSE-QLA.de/",
             "https://3com.com/",
             "https://1.example/",
             "http://192.0.2.1/",
             "http://192.0.2.1:65535/",
             "http://[2001:db8::1]:8080/x",
             "http://[2001:DB8:0:0:0:0:0:1]/",
             "http://[::ffff:192.0.2.1]/",
             "http://localhost/",
             "http://localhost:9000/r/abc",
         }) {
        EXPECT_EQ(refusal(policy, url), "") << url;
        EXPECT_EQ(policy.check(url), url);
    }
}

TEST(RedirectPolicy, MapsOtherCharactersToAUri) {
    const struct {
        std::string given;
        std::string mapped;
    } cases[] = {
        {"https://käse.de/", "https://xn--kse-qla.de/"},
        {"https://KÄSE.De/Weg", "https://xn--kse-qla.de/Weg"},
        {"https://straße.de", "https://xn--strae-oqa.de"},
        {"https://faß.de:8443/x", "https://xn--fa-hia.de:8443/x"},
        {"https://ｅｘａｍｐｌｅ．ｃｏｍ/", "https://example.com/"},
        {"https://ＥＸＡＭＰＬＥ。com/", "https://example.com/"},
        {"https://ex\u00ADample.com/", "https://example.com/"},
        {"https://\u212Aelvin.example/", "https://kelvin.example/"},
        {"https://１９２.0.2.1/", "https://192.0.2.1/"},
        {"https://ka\u0308se.de/", "https://xn--kse-qla.de/"},
        {"https://مثال.example/", "https://xn--mgbh0fb.example/"},
        {"https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"},
        {"https://example.com/käse", "https://example.com/k%C3%A4se"},
        {"https://EXAMPLE.com/käse%20x", "https://EXAMPLE.com/k%C3%A4se%20x"},
        {"https://example.com/?q=€#ß", "https://example.com/?q=%E2%82%AC#%C3%9F"},
        {"https://example.com/ka\u0308se", "https://example.com/ka%CC%88se"},
        {"http://[2001:db8::1]/ä", "http://[2001:db8::1]/%C3%A4"},
        {"https://example.com/\U0001F355", "https://example.com/%F0%9F%8D%95"},
        // as address bars show them
        {"https://example.com/?filter[a]={b|c}", "https://example.com/?filter%5Ba%5D=%7Bb%7Cc%7D"},
        {"https://example.com/<a>^`\"#[x]", "https://example.com/%3Ca%3E%5E%60%22#%5Bx%5D"},
    };
    const RedirectPolicy policy = any_host();
    for (const auto& [given, mapped] : cases) {
        EXPECT_EQ(refusal(policy, given), "") << given;
        EXPECT_EQ(policy.check(given), mapped);
        EXPECT_EQ(policy.check(mapped), mapped);
    }
}

TEST(RedirectPolicy, RefusesWhatIsNoPlainWebAddress) {
    const std::string label_of_64(64, 'a');
    const std::string name_of_254 = std::string(62, 'a') + "." + std::string(63, 'b') + "." +
                                    std::string(63, 'c') + "." + std::string(63, 'd');
    const struct {
        std::string url;
        std::string reason;
    } cases[] = {
        {"", "is empty"},
        // not absolute, or of another scheme
        {"example.com", "no absolute URL"},
        {"/menu", "no absolute URL"},
        {"//evil.test", "no absolute URL"},
        {"///evil.test", "no absolute URL"},
        {"?x", "no absolute URL"},
        {"#x", "no absolute URL"},
        {"javascript:alert(1)", "scheme \"javascript\""},
        {"JavaScript://example.com/%0aalert(1)", "scheme \"JavaScript\""},
        {"data:text/html,x", "scheme \"data\""},
        {"ftp://example.com/", "scheme \"ftp\""},
        {"file:///etc/passwd", "scheme \"file\""},
        {"mailto:a@example.com", "scheme \"mailto\""},
        {"httpss://example.com", "scheme \"httpss\""},
        {"view-source:https://example.com", "scheme \"view-source\""},
        {"example.com:8080/x", "scheme \"example.com\""},
        {"localhost:8080", "scheme \"localhost\""},
        {"hттps://example.com", "scheme \"hттps\""},
        {"ｈttps://example.com", "scheme \"ｈttps\""},
        {"https：//example.com", "no absolute URL"},
        {":https://example.com", "unexpected \":\" at character 1"},
        // no host, though browsers would find one
        {"https:", "has no host"},
        {"https:evil.test", "has no host"},
        {"https:/evil.test", "has no host"},
        {"https://", "has no host"},
        {"https:///evil.test", "has no host"},
        {"https:////evil.test", "has no host"},
        {"https://?evil.test", "has no host"},
        {"https://#evil.test", "has no host"},
        {"https://:443/", "has no host"},
        {"http:?http://evil.test", "has no host"},
        // user-info
        {"https://example.com@evil.test", "user name or password"},
        {"https://user:pw@example.com/", "user name or password"},
        {"https://@example.com/", "user name or password"},
        {"https://:@example.com/", "user name or password"},
        {"https://example.com:443@evil.test/", "user name or password"},
        {"https://ä@example.com/", "user name or password"},
        {"https://example.com%2f@evil.test/", "user name or password"},
        {"https://a@b@evil.test/", "unexpected \"@\""},
        // backslash, white space, control characters: browsers strip them or read a slash
        {"https://evil.test\\@example.com", "backslash"},
        {"https:\\\\evil.test", "backslash"},
        {"https://example.com/a\\b", "backslash"},
        {"https://example.com/?a\\b", "backslash"},
        {" https://example.com", "white space"},
        {"https://example.com ", "white space"},
        {"https://example.com/a b", "white space"},
        {"https://exa\tmple.com/", "white space"},
        {"ht\ntps://example.com/", "white space"},
        {"https://example.com/\r\nSet-Cookie:x", "white space"},
        {"https://example.com/\u00A0x", "white space"},
        {"https://example.com/x\u3000", "white space"},
        {"https://example.com\u2003/", "white space"},
        {"https://example.com/\u2028", "white space"},
        {"https://example.com/\u0085", "white space"},
        {std::string("https://example.com/\0x", 22), "control character"},
        {"https://example.com/\x01", "control character"},
        {"https://example.com/\x7F", "control character"},
        {"https://example.com/\u009F", "control character"},
        {"https://example.com/\u202Egpj", "control character"},
        {"\uFEFFhttps://example.com/", "control character"},
        // no UTF-8
        {"https://example.com/\xFF", "UTF-8"},
        {"https://ex\xC3mple.com/", "UTF-8"},
        {"https://example.com/\xED\xA0\x80", "UTF-8"},
        {"https://example.com/\xC0\xAF", "UTF-8"},
        // no URI
        {"https://example.com/%zz", "unexpected"},
        {"https://example.com/%4", "ends too early"},
        {"https://example.com/%", "ends too early"},
        {"https://example.com/%ä1", "unexpected \"ä\" at character 22"},
        {"https://example.com/#a#b", "unexpected \"#\""},
        {"https://example.com<.evil.test/", "unexpected \"<\""},
        {"https://exa[mple.com/", "unexpected \"[\""},
        // hosts
        {"https://ex%61mple.com/", "percent-encoded"},
        {"https://example%2ecom/", "percent-encoded"},
        {"https://evil.test%2f.example.com/", "percent-encoded"},
        {"https://k%C3%A4se.de/", "percent-encoded"},
        {"https://kä%73e.de/", "percent-encoded"},
        {"https://ä.com％2f.example.com/", "holds \"%\""},
        {"https://evil.test／.example.com/", "holds \"/\""},
        {"https://evil.test＠example.com/", "holds \"@\""},
        {"https://evil.test？.example.com/", "holds \"?\""},
        {"https://evil.test＃.example.com/", "holds \"#\""},
        {"https://evil.test：80/", "holds \":\""},
        {"https://evil.c℀.example.com/", "holds \"/\""},
        {"https://a!b.example.com/", "holds \"!\""},
        {"https://example.com&evil.test/", "holds \"&\""},
        {"https://example.com;evil.test/", "holds \";\""},
        {"https://example..com/", "empty label"},
        {"https://.example.com/", "empty label"},
        {"https://./", "empty label"},
        {"https://example.com../", "empty label"},
        {"https://ä..com/", "empty label"},
        {"https://ä。。com/", "empty label"},
        {"https://\u00AD/", "empty label"},
        {"https://" + label_of_64 + ".com/", "more than 63"},
        {"https://" + name_of_254 + "/", "longer than 253"},
        {"https://-a.example.com/", "hyphen"},
        {"https://a-.example.com/", "hyphen"},
        {"https://xn--.de/", "hyphen"},
        {"https://xn--a.de/", "internationalised"},
        {"https://xn--example-.com/", "hyphen"},
        {"https://example.xn--zzzzzz/", "internationalised"},
        {"https://ｘｎ－－zzzz99.de/", "internationalised"},
        {"https://\U0001F355.example/", "internationalised"},
        {"https://a\u200Db.example/", "internationalised"},
        // IPv4 in spellings that browsers understand and others do not
        {"http://127.1/", "ends in a number"},
        {"http://2130706433/", "ends in a number"},
        {"http://0x7f.1/", "ends in a number"},
        {"http://0x7f.0.0.0x1/", "ends in a number"},
        {"http://0X7F000001/", "ends in a number"},
        {"http://0x/", "ends in a number"},
        {"http://0177.0.0.1/", "ends in a number"},
        {"http://127.0.0.01/", "ends in a number"},
        {"http://127.0.0.1./", "ends in a number"},
        {"http://127.0.0.256/", "ends in a number"},
        {"http://1.127.0.0.1/", "ends in a number"},
        {"http://example.1/", "ends in a number"},
        {"http://０x7f.1/", "ends in a number"},
        {"http://①２７.1/", "ends in a number"},
        // IPv6
        {"http://[::1/", "unexpected \"/\""},
        {"http://::1/", "is no URL"},
        {"http://[]/", "unexpected \"]\""},
        {"http://[1::2::3]/", "unexpected"},
        {"http://[12345::]/", "unexpected"},
        {"http://[::1]x/", "unexpected \"x\""},
        {"http://[fe80::1%25eth0]/", "unexpected \"%\""},
        {"http://[fe80::1%eth0]/", "unexpected \"%\""},
        {"http://[::127.1]/", "unexpected"},
        {"http://[v1.x]/", "unknown kind"},
        {"http://[ä::1]/", "unexpected \"ä\""},
        // ports
        {"http://example.com:0/", "port \"0\""},
        {"http://example.com:65536/", "port \"65536\""},
        {"http://example.com:99999999999999999999/", "port \"99999999999999999999\""},
        {"http://example.com:80:80/", "is no URL"},
        {"http://example.com:-1/", "is no URL"},
        {"http://example.com:8o/", "is no URL"},
        {"http://example.com:８０/", "is no URL"},
    };
    const RedirectPolicy policy = any_host();
    for (const auto& [url, reason] : cases) {
        EXPECT_THAT(refusal(policy, url), HasSubstr(reason)) << printable(url);
    }
}

TEST(RedirectPolicy, LimitsTheLengthBeforeAndAfterMapping) {
    const RedirectPolicy policy = any_host();
    const std::string start = "https://example.com/";
    const std::string longest = start + std::string(2048 - start.size(), 'a');
    EXPECT_EQ(policy.check(longest), longest);
    EXPECT_THAT(refusal(policy, longest + "a"), HasSubstr("is 2049 characters long; the limit is 2048"));
    std::string umlauts = start;
    for (int i = 0; i < 338; ++i) umlauts += "ä";
    EXPECT_EQ(policy.check(umlauts).size(), 2048U);
    EXPECT_THAT(refusal(policy, umlauts + "ä"), HasSubstr("is 2054 characters long when percent-encoded"));
}

TEST(RedirectPolicy, MessagesAreShortAndHarmless) {
    const std::string message = refusal(any_host(), "https://" + std::string(1000, 'a') + "\x1b[31m.com/");
    EXPECT_THAT(message, HasSubstr("control character"));
    EXPECT_LT(message.size(), 200U);
}

TEST(RedirectPolicy, GivesHints) {
    const auto hint_for = [](const RedirectPolicy& policy, const std::string& url) -> std::string {
        try {
            policy.check(url);
        } catch (const Error& error) {
            return error.hint();
        }
        return "accepted";
    };
    EXPECT_THAT(hint_for(any_host(), "example.com/menu"), HasSubstr("https://"));
    EXPECT_THAT(hint_for(any_host(), "https://exa|mple.com/"), HasSubstr("%7C"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com/#a#b"), HasSubstr("%23"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com/a b"), HasSubstr("%20"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com/100%"), HasSubstr("%25"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com/100%/x"), HasSubstr("%25"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com/1%0/x"), HasSubstr("%25"));
    EXPECT_THAT(hint_for(any_host(), "https://example.com:8o/"), HasSubstr("port"));
    EXPECT_THAT(hint_for(only({"example.com"}), "https://evil.test/"), HasSubstr("allowed_redirect_domains"));
}

TEST(RedirectPolicy, AllowsTheDomainsOfTheListAndWhatIsBelowThem) {
    const RedirectPolicy policy = only(
        {"example.com", "KÄSE.de.", ".dot.test", "*.star.test", "192.0.2.1", "2001:db8::1", "[2001:db8::2]"});
    for (const std::string url : {
             "https://example.com/",
             "https://EXAMPLE.com:8443/",
             "https://example.com./",
             "https://www.example.com/",
             "https://a.b.c.example.com/",
             "https://ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ/",
             "https://käse.de/",
             "https://www.xn--kse-qla.de/",
             "https://dot.test/",
             "https://a.dot.test/",
             "https://star.test/",
             "https://a.star.test/",
             "http://192.0.2.1/",
             "http://[::ffff:192.0.2.1]/",
             "http://[2001:DB8:0::0:1]/",
             "http://[2001:db8::2]:81/",
         }) {
        EXPECT_EQ(refusal(policy, url), "") << url;
    }
    for (const std::string url : {
             "https://evil.test/",
             "https://example.com.evil.test/",
             "https://evilexample.com/",
             "https://example.com-evil.test/",
             "https://example.co/",
             "https://com/",
             "https://evil.test/example.com",
             "https://evil.test/?example.com",
             "https://evil.test?.example.com",
             "https://evil.test#.example.com",
             "https://evil.test:80/.example.com",
             "https://kase.de/",
             "https://ехample.com/",  // Cyrillic
             "http://192.0.2.2/",
             "http://[2001:db8::3]/",
         }) {
        EXPECT_THAT(refusal(policy, url), HasSubstr("not among the allowed domains")) << url;
    }
    for (const std::string url : {
             "https://example.com@evil.test",
             "https://evil.test\\@example.com",
             "https://evil.test\\.example.com",
             "https:/evil.test/example.com",
             "https://evil.test%2f.example.com",
             "https://evil.test\t.example.com",
             "https://1.192.0.2.1/",
         }) {
        EXPECT_NE(refusal(policy, url), "") << url;
    }
}

TEST(RedirectPolicy, RefusesItsOwnShortUrls) {
    const struct {
        std::string base;
        std::vector<std::string> loops;
        std::vector<std::string> others;
    } cases[] = {
        {"https://Qr.Example.com/",
         {"https://qr.example.com/r/abc",
          "http://QR.example.com/r/abc",
          "https://qr.example.com:443/r/abc",
          "http://qr.example.com:80/r/abc",
          "http://qr.example.com:443/r/abc",
          "https://qr.example.com:/r/abc",
          "https://qr.example.com:00443/r/abc",
          "https://qr.example.com./r/abc",
          "https://qr.example.com/R/abc",
          "https://qr.example.com//r/abc",
          "https://qr.example.com/r//abc",
          "https://qr.example.com/./r/abc",
          "https://qr.example.com/x/../r/abc",
          "https://qr.example.com/x//../../r/abc",
          "https://qr.example.com/../r/a",
          "https://qr.example.com/%72/abc",
          "https://qr.example.com/r%2Fabc",
          "https://qr.example.com/%2E/r/abc",
          "https://qr.example.com/x/%2e%2E/r/abc",
          "https://qr.example.com/x%2F..%2Fr%2Fabc",
          "https://qr.example.com/r/abc?scan_ref=qr",
          "https://qr.example.com/r/abc#x",
          "https://qr.example.com/r/",
          "https://qr.example.com/r/.",
          "https://qr.example.com/x/..//r/abc",
          "https://ｑｒ．example.com/r/ä"},
         {"https://qr.example.com/", "https://qr.example.com/r", "https://qr.example.com/rx/abc",
          "https://qr.example.com/x/r/abc", "https://qr.example.com/r/../x",
          "https://qr.example.com:8443/r/abc", "https://example.com/r/abc",
          "https://www.qr.example.com/r/abc", "https://qr.example.com/?/r/abc",
          "https://qr.example.com/#/r/abc"}},
        {"http://localhost:8000/Base//Käse",
         {"http://localhost:8000/base/k%C3%A4se/r/abc", "https://localhost:8000/Base/Käse/r/abc",
          "http://LOCALHOST:08000/base/käse/r/x", "http://localhost:8000/base/k%c3%a4se/x/../r/abc"},
         {"http://localhost:8000/r/abc", "http://localhost:8001/base/k%C3%A4se/r/abc",
          "http://localhost:8000/base/kxxse/r/abc", "http://localhost/base/k%C3%A4se/r/abc"}},
        {"http://localhost/a",
         // What the browser makes of it, /a/r/x, and not /r/x.
         {"http://localhost/a//../r/x"},
         {"http://localhost/r/x"}},
        {"http://[2001:DB8:0:0::1]:8000",
         {"http://[2001:db8::1]:8000/r/x", "http://[2001:0db8::0:1]:8000/r/x"},
         {"http://[2001:db8::2]:8000/r/x"}},
        {"http://192.0.2.1:8000",
         {"http://192.0.2.1:8000/r/x", "http://[::ffff:192.0.2.1]:8000/r/x",
          "http://[::ffff:c000:201]:8000/r/x"},
         {"http://192.0.2.2:8000/r/x"}},
        {"https://käse.de", {"https://xn--kse-qla.de/r/x", "https://KÄSE.de/r/x"}, {"https://kase.de/r/x"}},
    };
    for (const auto& [base, loops, others] : cases) {
        const RedirectPolicy policy({.base_url = base, .allowed_domains = {}});
        for (const std::string& url : loops)
            EXPECT_THAT(refusal(policy, url), HasSubstr("loop")) << base << " " << url;
        for (const std::string& url : others) EXPECT_EQ(refusal(policy, url), "") << base << " " << url;
    }
}

TEST(RedirectPolicy, RefusesBadBaseUrls) {
    for (const std::string base :
         {"", "localhost:8000", "ftp://example.com", "https://", "https://u@example.com",
          "https://example.com/?x", "https://example.com?", "https://example.com/#", "https://example.com:0",
          "https://exa mple.com", "http://127.1"}) {
        const Fault fault = fault_of([&] { RedirectPolicy({.base_url = base, .allowed_domains = {}}); });
        EXPECT_EQ(fault.field, "base_url") << base;
    }
}

TEST(RedirectPolicy, RefusesBadAllowedDomains) {
    for (const std::string& entry : {std::string(),
                                     std::string("."),
                                     std::string("*"),
                                     std::string("*."),
                                     std::string("https://example.com"),
                                     std::string("example.com:443"),
                                     std::string("example.com/"),
                                     std::string("exa mple.com"),
                                     std::string("u@example.com"),
                                     std::string("example.*"),
                                     std::string("a.*.example.com"),
                                     std::string("..example.com"),
                                     std::string("example..com"),
                                     std::string("127.1"),
                                     std::string("[::1"),
                                     std::string("::1]"),
                                     std::string("[::1]:80"),
                                     std::string("fe80::1%eth0"),
                                     std::string("[example.com]"),
                                     std::string("ex%61mple.com"),
                                     std::string("xn--.de"),
                                     std::string("\xFF.de"),
                                     std::string("exämple.com\0x", 14),
                                     std::string("::1\0x", 5),
                                     std::string("evil.test\n")}) {
        const Fault fault = fault_of([&] { only({"good.example", entry}); });
        EXPECT_EQ(fault.field, "allowed_redirect_domains") << printable(entry);
    }
}

TEST(RedirectPolicy, NamesTheField) {
    EXPECT_EQ(fault_of([] { any_host().check("x"); }).field, "redirect_url");
    EXPECT_EQ(fault_of([] { any_host().check("http://localhost:8000/r/x"); }).field, "redirect_url");
    EXPECT_EQ(fault_of([] { only({"a.test"}).check("http://b.test"); }).field, "redirect_url");
}

}  // namespace
}  // namespace qrgen::codes
