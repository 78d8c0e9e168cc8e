// SPDX-License-Identifier: MIT
// What is refused, and how addresses are mapped, is in redirect_policy_test.cpp.
#include "core/codes/web_address.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::codes {
namespace {

WebAddress parse(std::string_view text) {
    return parse_web_address(text, "field");
}

TEST(WebAddress, HasTheSchemesPortUnlessAnotherIsGiven) {
    EXPECT_EQ(parse("http://a.test").port, 80);
    EXPECT_EQ(parse("HTTPS://a.test/").port, 443);
    EXPECT_EQ(parse("https://a.test:/").port, 443);
    EXPECT_EQ(parse("https://a.test:80").port, 80);
    EXPECT_EQ(parse("http://[::1]:08000/").port, 8000);
    EXPECT_EQ(parse("http://a.test:65535?x").port, 65535);
}

TEST(WebAddress, HasACanonicalHost) {
    EXPECT_EQ(parse("https://A.Test./").host, "a.test");
    EXPECT_EQ(parse("https://Ä.test/").host, "xn--4ca.test");
    EXPECT_EQ(parse("https://[0::1]/").host, "[::1]");
}

TEST(WebAddress, HasAComparablePath) {
    const struct {
        const char* path;
        const char* comparable;
    } cases[] = {
        {"", "/"},
        {"/", "/"},
        {"?/x", "/"},
        {"/A/b", "/a/b"},
        {"/a/b/", "/a/b/"},
        {"//a///b//", "/a/b/"},
        {"/a/./b/.", "/a/b/"},
        {"/a/../b/..", "/"},
        {"/../../a", "/a"},
        {"/a//../b", "/a/b"},  // browsers count the empty segment
        {"/%61%2Fb", "/a/b"},
        {"/a/%2e%2E/b", "/b"},
        {"/a%2F%2e%2e%2Fb", "/b"},
        {"/%2561", "/%61"},  // decoded once
        {"/%C3%84", "/\u00C4"},
        {"/Ä", "/\u00C4"},
    };
    for (const auto& [path, comparable] : cases) {
        EXPECT_EQ(parse(std::string("https://a.test") + path).path, comparable) << path;
    }
}

TEST(WebAddress, TellsOfQueryAndFragmentEvenIfEmpty) {
    EXPECT_FALSE(parse("https://a.test/").has_query);
    EXPECT_FALSE(parse("https://a.test/").has_fragment);
    EXPECT_TRUE(parse("https://a.test?").has_query);
    EXPECT_TRUE(parse("https://a.test#").has_fragment);
    EXPECT_FALSE(parse("https://a.test#?").has_query);
}

TEST(WebAddress, NamesTheField) {
    try {
        parse_web_address("x", "some_field");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.faults().at(0).field, "some_field");
    }
}

}  // namespace
}  // namespace qrgen::codes
