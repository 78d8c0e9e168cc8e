// SPDX-License-Identifier: MIT
#include "core/qr/payload/mail.hpp"

#include "tests/unit/qr/payload/build.hpp"

namespace qrgen::qr {
namespace {

using test::build;
using test::error_of;

// RFC 6068, section 6.1, where one does not encode more than the other.
TEST(MailTest, ExamplesOfTheStandard) {
    EXPECT_EQ(build("mail", {{"to", "chris@example.com"}}), "mailto:chris@example.com");
    EXPECT_EQ(build("mail", {{"to", "infobot@example.com"}, {"subject", "current-issue"}}),
              "mailto:infobot@example.com?subject=current-issue");
    EXPECT_EQ(build("mail", {{"to", "infobot@example.com"}, {"body", "send current-issue\nsend index"}}),
              "mailto:infobot@example.com?body=send%20current-issue%0D%0Asend%20index");
    EXPECT_EQ(build("mail", {{"to", "joe@example.com"}, {"cc", "bob@example.com"}, {"body", "hello"}}),
              "mailto:joe@example.com?cc=bob@example.com&body=hello");
    EXPECT_EQ(build("mail", {{"to", "gorby%kremvax@example.com"}}), "mailto:gorby%25kremvax@example.com");
    EXPECT_EQ(build("mail", {{"to", "unlikely?address@example.com"}, {"subject", "x"}}),
              "mailto:unlikely%3Faddress@example.com?subject=x");
    EXPECT_EQ(build("mail", {{"to", "Mike&family@example.org"}}), "mailto:Mike%26family@example.org");
    EXPECT_EQ(build("mail", {{"to", "user@example.org"}, {"subject", "café"}}),
              "mailto:user@example.org?subject=caf%C3%A9");
    EXPECT_EQ(build("mail", {{"to", "user@納豆.example.org"}, {"subject", "Test"}}),
              "mailto:user@%E7%B4%8D%E8%B1%86.example.org?subject=Test");
}

TEST(MailTest, SeveralAddresses) {
    EXPECT_EQ(build("mail", {{"to", "a@x.org"},
                             {"to", "b@x.org"},
                             {"cc", "c@x.org"},
                             {"bcc", "d@x.org"},
                             {"bcc", "e@x.org"}}),
              "mailto:a@x.org,b@x.org?cc=c@x.org&bcc=d@x.org,e@x.org");
}

TEST(MailTest, NothingInATextEndsIt) {
    EXPECT_EQ(build("mail", {{"to", "a+b@x.org"}, {"subject", "1 + 1 = 2 & 100% #?"}, {"body", "=&"}}),
              "mailto:a%2Bb@x.org?subject=1%20%2B%201%20%3D%202%20%26%20100%25%20%23%3F&body=%3D%26");
}

TEST(MailTest, AddressesAreChecked) {
    for (const std::string address :
         {"a", "@x.org", "a@", "a@@x.org", "a b@x.org", "a@x..org", ".a@x.org", "a.@x.org", "a..b@x.org",
          "a@-x.org", "a,b@x.org", "a;b@x.org", "<a@x.org>", "a@x_y.org", "a@x.org,b@x.org"}) {
        for (const std::string field : {"to", "cc", "bcc"}) {
            const Error error = error_of("mail", {{"to", "a@x.org"}, {field, address}});
            EXPECT_EQ(error.message(), "mail." + field + ": is no mail address") << address;
            EXPECT_EQ(error.hint(), "an address looks like name@example.com");
        }
    }
    EXPECT_NO_THROW(build("mail", {{"to", std::string(64, 'a') + "@x.org"}}));
    EXPECT_EQ(error_of("mail", {{"to", std::string(65, 'a') + "@x.org"}}).message(),
              "mail.to: is no mail address");
    EXPECT_EQ(error_of("mail", {{"subject", "x"}}).message(), "mail.to: is missing");
}

}  // namespace
}  // namespace qrgen::qr
