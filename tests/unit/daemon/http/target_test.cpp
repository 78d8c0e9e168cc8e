// SPDX-License-Identifier: MIT
#include "daemon/http/target.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

Target parsed(const std::string& target, const std::string& method = "GET") {
    const auto result = parse_target(method, target);
    EXPECT_TRUE(std::holds_alternative<Target>(result)) << target;
    const auto* found = std::get_if<Target>(&result);
    return found != nullptr ? *found : Target{};
}

int refused(const std::string& target, const std::string& method = "GET") {
    const auto result = parse_target(method, target);
    const auto* refusal = std::get_if<HeadRefusal>(&result);
    return refusal != nullptr ? refusal->status : 0;
}

TEST(TargetTest, SplitsPathAndQuery) {
    EXPECT_EQ(parsed("/").path, "/");
    EXPECT_EQ(parsed("/a/b?c=d?e&f=%41").path, "/a/b");
    EXPECT_EQ(parsed("/a/b?c=d?e&f=%41").query, "c=d?e&f=%41");
    EXPECT_EQ(parsed("/a?").query, "");
    EXPECT_EQ(parsed("//a//").path, "//a//");
}

TEST(TargetTest, DecodesThePathOnce) {
    EXPECT_EQ(parsed("/%C3%A4%2fb%2541+").path, "/ä/b%41+");
    EXPECT_EQ(parsed("/\xC3\xA4").path, "/ä");
    for (const std::string path : {"/%", "/%4", "/%zz", "/%4g", "/%-1", "/%+1", "/% 1"})
        EXPECT_EQ(refused(path), 400) << path;
    EXPECT_EQ(refused("/a%00"), 400);
    EXPECT_EQ(refused("/%ff"), 400);
    EXPECT_EQ(refused("/\xFF"), 400);
    EXPECT_EQ(refused("/%C0%AF"), 400);
}

TEST(TargetTest, QueriesAreNotLookedInto) {
    EXPECT_EQ(parsed("/a?%zz&%00&../").query, "%zz&%00&../");
}

TEST(TargetTest, RefusesPathsThatLeadElsewhere) {
    for (const std::string path : {"/..", "/.", "/a/../b", "/a/./b", "/a/..", "/%2e%2E/b", "/.%2e", "/..%2fb",
                                   "/a\\..\\b", "/%5c", "/a%2f..%2fb"}) {
        EXPECT_EQ(refused(path), 400) << path;
    }
    EXPECT_EQ(parsed("/.a/..b/c../...").path, "/.a/..b/c../...");
}

TEST(TargetTest, DropsSchemeAndHost) {
    EXPECT_EQ(parsed("http://example.com/a?b").path, "/a");
    EXPECT_EQ(parsed("http://example.com/a?b").query, "b");
    EXPECT_EQ(parsed("HTTPS://[::1]:443").path, "/");
    EXPECT_EQ(parsed("http://a?b=/c").query, "b=/c");
    EXPECT_EQ(parsed("http://a?b=/c").path, "/");
    for (const std::string target : {"http://", "http:///a", "http://user@a/", "ftp://a/", "http:/a",
                                     "http://a b/", "a", "a/b", "", "example.com:80", "http://a/../b"}) {
        EXPECT_EQ(refused(target), 400) << target;
    }
}

TEST(TargetTest, OtherForms) {
    EXPECT_EQ(parsed("*", "OPTIONS").path, "*");
    EXPECT_EQ(refused("*"), 400);
    EXPECT_EQ(refused("example.com:80", "CONNECT"), 400);
    EXPECT_EQ(refused("/a", "CONNECT"), 400);
    EXPECT_EQ(refused("/a#b"), 400);
    EXPECT_EQ(refused("/a?b#c"), 400);
}

TEST(TargetTest, HasALongestLength) {
    EXPECT_EQ(refused("/" + std::string(8191, 'a')), 0);
    EXPECT_EQ(refused("/" + std::string(8192, 'a')), 414);
}

}  // namespace
}  // namespace qrgen::daemon::http
