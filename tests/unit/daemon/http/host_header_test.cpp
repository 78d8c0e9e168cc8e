// SPDX-License-Identifier: MIT
#include "daemon/http/host_header.hpp"

#include <string>

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

TEST(HostHeaderTest, TakesHostsWithAndWithoutPort) {
    for (const std::string host : {"a", "example.com", "example.com:8000", "example.com:", "127.0.0.1:65535",
                                   "[::1]", "[::1]:80", "[::ffff:1.2.3.4]", "a_b-c", "x%20y"}) {
        EXPECT_TRUE(is_host_header(host)) << host;
    }
}

TEST(HostHeaderTest, RefusesWhatIsNone) {
    for (const std::string host :
         {"",    ":80", "a b", "a/b",    "user@a",  "a:b", "a:65536", "a:-1", "a:80:80",  "[::1",
          "::1", "[]",  "[1]", "[::1]x", "[::1]80", "a?b", "a#b",     "a\\b", "\xC3\xA4", "a,b:80x"}) {
        EXPECT_FALSE(is_host_header(host)) << host;
    }
}

}  // namespace
}  // namespace qrgen::daemon::http
