// SPDX-License-Identifier: MIT
// Impossible hosts are in redirect_policy_test.cpp.
#include "core/codes/host_name.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::codes {
namespace {

TEST(CanonicalHost, GivesOneSpelling) {
    const struct {
        std::string_view given;
        std::string_view canonical;
    } cases[] = {
        {"Example.COM", "example.com"},
        {"example.com.", "example.com"},
        {"ＥＸＡＭＰＬＥ．com．", "example.com"},
        {"KÄSE.de", "xn--kse-qla.de"},
        {"XN--KSE-QLA.de", "xn--kse-qla.de"},
        {"straße.de", "xn--strae-oqa.de"},
        {"a_b.example.com", "a_b.example.com"},
        {"r3---sn.example.com", "r3---sn.example.com"},
        {"192.0.2.1", "192.0.2.1"},
        {"2001:DB8:0:0:0:0:0:1", "[2001:db8::1]"},
        {"[2001:db8::0:1]", "[2001:db8::1]"},
        {"::ffff:192.0.2.1", "192.0.2.1"},
        {"[::FFFF:c000:201]", "192.0.2.1"},
        {"::", "[::]"},
    };
    for (const auto& [given, canonical] : cases) {
        EXPECT_EQ(canonical_host(given, "field"), canonical) << given;
        EXPECT_EQ(canonical_host(canonical, "field"), canonical);
    }
}

TEST(CanonicalHost, TakesNamesAsLongAsDnsDoes) {
    const std::string label(63, 'a');
    const std::string longest = label + "." + label + "." + label + "." + std::string(61, 'a');
    EXPECT_EQ(canonical_host(longest, "field"), longest);
    EXPECT_EQ(canonical_host(longest + ".", "field"), longest);
    EXPECT_THROW(canonical_host(longest + "a", "field"), Error);
}

// An A-label that does not come out of its own decoding: "kÄse", which would have to be lower case.
TEST(CanonicalHost, RefusesALabelsOfUnmappedNames) {
    EXPECT_THROW(canonical_host("xn--kse-2ha.de", "field"), Error);
}

TEST(CanonicalHost, NamesTheField) {
    try {
        canonical_host("a..b", "some_field");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().at(0).field, "some_field");
        EXPECT_EQ(error.message(), "some_field: host \"a..b\" has an empty label");
    }
}

TEST(QuotedExcerpt, IsSafeAndShort) {
    EXPECT_EQ(quoted_excerpt("a\n\x1b\xFFä"), "\"a\\n\\x1B\\xFFä\"");
    EXPECT_EQ(quoted_excerpt(std::string(80, 'a')), "\"" + std::string(80, 'a') + "\"");
    EXPECT_EQ(quoted_excerpt(std::string(81, 'a')), "\"" + std::string(80, 'a') + "…\"");
    // Never cuts a character in two.
    EXPECT_EQ(quoted_excerpt(std::string(79, 'a') + "€€"), "\"" + std::string(79, 'a') + "€…\"");
}

}  // namespace
}  // namespace qrgen::codes
