// SPDX-License-Identifier: MIT
#include "daemon/http/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(RequestTest, FindsHeadersWhateverTheirCase) {
    const Request request{
        .method = "GET", .path = "/", .query = "", .headers = {{"X-One", "1"}, {"x-one", "2"}}};
    ASSERT_NE(find_header(request, "x-ONE"), nullptr);
    EXPECT_EQ(*find_header(request, "x-ONE"), "1");
    EXPECT_EQ(find_header(request, "x-on"), nullptr);
}

TEST(RequestTest, SplitsAndDecodesQueries) {
    EXPECT_THAT(query_parameters("a=1&b=x+y%20z&a=%C3%A4"),
                ElementsAre(Pair("a", "1"), Pair("b", "x y z"), Pair("a", "ä")));
    EXPECT_THAT(query_parameters("a&b=&=c&&d=1=2"),
                ElementsAre(Pair("a", ""), Pair("b", ""), Pair("", "c"), Pair("d", "1=2")));
    EXPECT_THAT(query_parameters(""), IsEmpty());
    EXPECT_THAT(query_parameters("a=%4&b=%zz&c=%"),
                ElementsAre(Pair("a", "%4"), Pair("b", "%zz"), Pair("c", "%")));
}

}  // namespace
}  // namespace qrgen::daemon::http
