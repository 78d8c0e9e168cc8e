// SPDX-License-Identifier: MIT
#include "daemon/http/chunked_body.hpp"

#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using State = ChunkedBody::State;

struct Decoded {
    State state;
    std::string body;
    std::size_t used;
};

Decoded decode(const std::string& bytes, std::size_t max_body = 1000) {
    ChunkedBody body(max_body);
    const std::size_t used = body.feed(bytes);
    return {body.state(), body.body(), used};
}

TEST(ChunkedBodyTest, PutsChunksTogether) {
    const Decoded decoded = decode("3\r\nabc\r\n00A;x=\"y\"\r\n0123456789\r\n0\r\n\r\nGET");
    EXPECT_EQ(decoded.state, State::complete);
    EXPECT_EQ(decoded.body, "abc0123456789");
    EXPECT_EQ(decoded.used, 36U);
    EXPECT_EQ(decode("0\r\n\r\n").state, State::complete);
}

TEST(ChunkedBodyTest, IgnoresExtensionsAndTrailers) {
    EXPECT_EQ(decode("1 \t;a;b=c\r\nx\r\n0;d\r\nTrailer: value\r\nOther: y\r\n\r\n").body, "x");
    EXPECT_EQ(decode("1 \t;a;b=c\r\nx\r\n0;d\r\nTrailer: value\r\nOther: y\r\n\r\n").state, State::complete);
}

TEST(ChunkedBodyTest, WaitsForTheRest) {
    const std::string whole = "3\r\nabc\r\n0\r\nA: b\r\n\r\n";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_EQ(decode(whole.substr(0, size)).state, State::incomplete) << size;
    }
}

TEST(ChunkedBodyTest, RefusesWhatIsIllFormed) {
    for (const std::string bytes :
         {"\r\n",   "x\r\n",   "-1\r\n",      "0x1\r\n",   ";a\r\n",    " 1\r\n",    "1\n",
          "1\rx",   "1 \r\n",  "1 a",         "1\r\nab",   "1\r\na\n",  "1\r\na\r0", "1;\n",
          "1;\x01", "0\r\n\n", "0\r\nA: b\n", "0\r\nA\rb", "0\r\n\x01", "0\r\n\rx",  "1\r\na\r\n\r\n"}) {
        EXPECT_EQ(decode(bytes).state, State::malformed) << testing::PrintToString(bytes);
    }
}

TEST(ChunkedBodyTest, HasLimits) {
    EXPECT_EQ(decode("5\r\nabcde\r\n0\r\n\r\n", 5).state, State::complete);
    EXPECT_EQ(decode("6", 5).state, State::too_large);
    EXPECT_EQ(decode("3\r\nabc\r\n3", 5).state, State::too_large);
    EXPECT_EQ(decode("ffffffffffffffffffffffff").state, State::too_large);
    EXPECT_EQ(decode(std::string(1024, '0')).state, State::incomplete);
    EXPECT_EQ(decode(std::string(1025, '0')).state, State::malformed);
    EXPECT_EQ(decode("0;" + std::string(1023, 'a')).state, State::incomplete);
    EXPECT_EQ(decode("0;" + std::string(1024, 'a')).state, State::malformed);
    EXPECT_EQ(decode("0\r\n" + std::string(8192, 'a')).state, State::incomplete);
    EXPECT_EQ(decode("0\r\n" + std::string(8193, 'a')).state, State::malformed);
}

TEST(ChunkedBodyTest, TheCutsDoNotMatter) {
    const std::string bytes = "3;a\r\nabc\r\nb\r\nhello\r\nyou!\r\n0\r\nA: b\r\n\r\nrest";
    const Decoded whole = decode(bytes);
    for (std::size_t cut = 0; cut <= whole.used; ++cut) {
        ChunkedBody body(1000);
        EXPECT_EQ(body.feed(bytes.substr(0, cut)), cut);
        if (body.state() == State::incomplete) {
            EXPECT_EQ(body.feed(bytes.substr(cut)), whole.used - cut);
        }
        EXPECT_EQ(body.body(), whole.body);
        EXPECT_EQ(body.state(), whole.state);
    }
}

}  // namespace
}  // namespace qrgen::daemon::http
