// SPDX-License-Identifier: MIT
//
// What the page holds is compared with the document by tests/docs/openapi_test.py.
#include "daemon/openapi/docs_page.hpp"

#include "daemon/openapi/document.hpp"
#include "daemon/openapi/html.hpp"
#include "tests/unit/daemon/api_fixture.hpp"

namespace qrgen::daemon::openapi {
namespace {

using testing::HasSubstr;
using testing::Not;

class DocsPageTest : public ApiTest {};

TEST_F(DocsPageTest, IsServedUnderAStrictPolicy) {
    const Outcome answer = get("/docs");
    EXPECT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(answer.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(answer.header("Content-Security-Policy"), HasSubstr("style-src 'sha256-"));
    EXPECT_THAT(answer.header("Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(answer.response.body, HasSubstr("https://qr.example/api/v1/qr"));
    const Outcome known = get("/docs", {{"If-None-Match", answer.header("ETag")}});
    EXPECT_EQ(known.status(), 304);
    EXPECT_EQ(known.response.body, "");
}

TEST_F(DocsPageTest, EverythingIsEscaped) {
    http::Parameter parameter{.name = "<i>n", .type = http::ParameterType::text, .summary = "<i>p&"};
    const http::RouteTable table{http::Route{.method = "GET",
                                             .pattern = "/<i>path",
                                             .access = http::Access::read,
                                             .handler = nullptr,
                                             .operation = {.id = "\"><i>id",
                                                           .summary = "<i>s",
                                                           .tag = "<i>t",
                                                           .parameters = {&parameter, 1},
                                                           .answer_media_types = "<i>m"}}};
    const std::string page =
        make_docs_page(openapi::make_document(table, {.version = "<i>v"}), "https://x/'<i>\"");
    EXPECT_THAT(page, Not(HasSubstr("<i>")));
    EXPECT_THAT(page, HasSubstr("&lt;i&gt;p&amp;"));
    EXPECT_THAT(page, HasSubstr("id=\"&quot;&gt;&lt;i&gt;id\""));
}

TEST(HtmlTest, EscapesWhatHasAMeaning) {
    EXPECT_EQ(escape_html("a<b>&\"'ä"), "a&lt;b&gt;&amp;&quot;&#39;ä");
    EXPECT_EQ(element("p", "x"), "<p>x</p>");
    EXPECT_EQ(element("p", "x", "c"), "<p class=\"c\">x</p>");
}

}  // namespace
}  // namespace qrgen::daemon::openapi
