// SPDX-License-Identifier: MIT
#include "daemon/router/router.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "daemon/redirect/redirect_routes.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/daemon/access/key_source.hpp"

namespace qrgen::daemon {
namespace {

using http::Access;
using http::Request;
using http::Response;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr auto proxy = "10.0.0.1";  // trusted
constexpr auto stranger = "192.0.2.9";

class RouterTest : public testing::Test {
  protected:
    RouterTest() {
        const auto say = [](const char* word) {
            return [word](const Request& request) {
                return http::make_response(200, "text/plain",
                                           std::string(word) + " [" + request.path_parameter + "]");
            };
        };
        add("GET", "/health", Access::open, say("health"));
        add("GET", "/codes", Access::read, say("list"));
        add("POST", "/codes/static", Access::write, say("create"));
        add("GET", "/codes/{id}", Access::read, say("code"));
        add("PUT", "/codes/{id}", Access::write, say("change"));
        add("GET", "/codes/{id}/image", Access::read, say("image"));
        add("DELETE", "/keys", Access::admin, say("keys"));
        add("GET", "/caller", Access::read,
            [](const Request& request) { return http::make_response(200, "text/plain", request.caller); });
        add("GET", "/fail/{id}", Access::open, [this](const Request&) -> Response {
            fail_();
            return {};
        });
        add("GET", redirect_pattern, Access::open, [this](const Request&) -> Response {
            fail_();
            return {};
        });
    }

    void add(std::string_view method, std::string_view pattern, Access access,
             std::function<Response(const Request&)> handler) {
        routes_.push_back(
            {.method = method, .pattern = pattern, .access = access, .handler = std::move(handler)});
    }

    static RouterSettings settings(std::vector<std::string> origins = {}) {
        const std::vector<std::string> proxies{proxy};
        return {TrustedProxies(proxies), std::move(origins)};
    }

    // As the server does it: at once or else by a worker.
    Response ask(Request& request) {
        if (!router_) {
            router_ = std::make_unique<Router>(
                routes_, RouterParts{authenticator_, recorder_, metrics_, access_log_, log_}, settings_);
        }
        const auto response = router_->answer_at_once(request);
        return response ? *response : router_->work(request);
    }
    Response ask(const std::string& method, const std::string& path, std::vector<http::Header> headers = {},
                 const std::string& peer = stranger) {
        Request request{
            .method = method, .path = path, .query = "", .headers = std::move(headers), .peer = peer};
        return ask(request);
    }
    Response get(const std::string& path, std::vector<http::Header> headers = {}) {
        headers.push_back({"X-API-Key", read_key_});
        return ask("GET", path, std::move(headers));
    }

    static std::string header(const Response& response, const std::string& name) {
        const std::string* const value = http::find_header(response, name);
        return value == nullptr ? "none" : *value;
    }

    template <typename Failure>
    void let_fail(Failure failure) {
        fail_ = [failure] { throw failure; };
    }

    test::TemporaryDirectory directory_;
    FakeKeys keys_;
    const std::string read_key_ = keys_.add("reader01", access::Scope::read);
    const std::string write_key_ = keys_.add("writer01", access::Scope::write);
    const std::string admin_key_ = keys_.add("admin001", access::Scope::admin);
    Throttle throttle_{100};
    Authenticator authenticator_{keys_, AuthMode::api_key, throttle_};
    Log log_{LogLevel::info, LogFormat::text};
    scans::Journal journal_{{.directory = directory_.path()}, log_};
    scans::Visitors visitors_{system_random};
    ScanRecorder recorder_{journal_, visitors_, {scans::IpPrivacy::full, false}};
    Metrics metrics_{"1.2.3"};
    AccessLog access_log_{false, std::nullopt, {scans::IpPrivacy::full, false}};
    RouterSettings settings_ = settings();
    http::RouteTable routes_;
    std::unique_ptr<Router> router_;
    std::function<void()> fail_ = [] {};
};

TEST_F(RouterTest, FindsTheRouteAndItsParameter) {
    EXPECT_EQ(get("/health").body, "health []");
    EXPECT_EQ(get("/codes").body, "list []");
    EXPECT_EQ(get("/codes/a b").body, "code [a b]");
    EXPECT_EQ(get("/codes/x/image").body, "image [x]");
    EXPECT_EQ(get("/codes/static").body, "code [static]");
    EXPECT_EQ(ask("POST", "/codes/static", {{"X-API-Key", write_key_}}).body, "create []");
}

TEST_F(RouterTest, ASlashAtTheEndDoesNotMatter) {
    EXPECT_EQ(get("/health/").body, "health []");
    EXPECT_EQ(get("/codes/").body, "list []");
    EXPECT_EQ(get("/codes/x/").body, "code [x]");
    EXPECT_EQ(get("/codes/x/image/").body, "image [x]");
}

TEST_F(RouterTest, WhatNoRouteMatchesIsNotFound) {
    for (const char* const path :
         {"/", "//", "/Health", "/health//", "/health/x", "/codes//image", "/codes/a/b", "/fail/", ""}) {
        EXPECT_EQ(get(path).status, 404) << path;
    }
    EXPECT_EQ(ask("OPTIONS", "/nothing").status, 404);
    EXPECT_EQ(ask("OPTIONS", "*").status, 204);
}

TEST_F(RouterTest, AnotherMethodIsToldWhichThereAre) {
    const Response response = ask("DELETE", "/codes/x");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD, PUT, OPTIONS");
    EXPECT_EQ(ask("get", "/codes/x").status, 405);
    EXPECT_EQ(header(ask("HEAD", "/keys"), "Allow"), "DELETE, OPTIONS");
}

TEST_F(RouterTest, OptionsTellTheMethodsToAnybody) {
    const Response response = ask("OPTIONS", "/codes/x/");
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD, PUT, OPTIONS");
    EXPECT_EQ(header(response, "Access-Control-Allow-Methods"), "none");
}

TEST_F(RouterTest, AHeadIsAGetWithoutItsBody) {
    const Response response = ask("HEAD", "/health");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "health []");  // the server sends only its length
}

TEST_F(RouterTest, WhatCanBeAnsweredAtOnceNeedsNoWorker) {
    routes_.front().at_once = [](const Request& request) -> std::optional<Response> {
        if (request.query == "later") return std::nullopt;
        if (request.query == "wrong") throw http::HttpError(400, "wrong");
        return http::make_response(200, "text/plain", "at once");
    };
    get("/health");  // makes the router
    Request request{.method = "GET", .path = "/health", .query = ""};
    EXPECT_EQ(router_->answer_at_once(request)->body, "at once");
    request.query = "wrong";
    EXPECT_EQ(router_->answer_at_once(request)->status, 400);
    request.query = "later";
    EXPECT_FALSE(router_->answer_at_once(request));
    EXPECT_EQ(router_->work(request).body, "health []");
}

TEST_F(RouterTest, EveryAnswerHasARequestIdOfItsOwn) {
    const std::string first = header(get("/health"), "X-Request-ID");
    EXPECT_THAT(first, MatchesRegex("[0-9a-f]{32}"));
    EXPECT_NE(first, header(get("/health"), "X-Request-ID"));
    EXPECT_NE(header(get("/nothing"), "X-Request-ID"), "none");
    EXPECT_NE(header(ask("OPTIONS", "/health"), "X-Request-ID"), "none");
    EXPECT_NE(header(ask("PUT", "/health"), "X-Request-ID"), "none");
}

TEST_F(RouterTest, ATrustedPeerMayGiveTheRequestId) {
    const auto id_for = [&](const std::string& given, const std::string& peer) {
        return header(ask("GET", "/health", {{"x-request-id", given}}, peer), "X-Request-ID");
    };
    const std::string longest(128, 'a');
    for (const std::string& good : {std::string("a"), std::string("Az09._-"), longest}) {
        EXPECT_EQ(id_for(good, proxy), good);
        EXPECT_NE(id_for(good, stranger), good);
    }
    for (const std::string& bad : {std::string(), longest + "a", std::string("a b"), std::string("a\r\nb"),
                                   std::string("\xC3\xBC"), std::string("a/b"), std::string("a\0b", 3)}) {
        EXPECT_THAT(id_for(bad, proxy), MatchesRegex("[0-9a-f]{32}")) << bad;
    }
}

TEST_F(RouterTest, TheClientIsWhoTheTrustedProxySays) {
    const auto client_for = [&](const std::string& peer) {
        Request request{.method = "GET",
                        .path = "/health",
                        .query = "",
                        .headers = {{"X-Forwarded-For", "198.51.100.7"}},
                        .peer = peer};
        ask(request);
        return request.client;
    };
    EXPECT_EQ(client_for(proxy), "198.51.100.7");
    EXPECT_EQ(client_for(stranger), stranger);
    router_->set({});
    EXPECT_EQ(client_for(proxy), proxy);
}

TEST_F(RouterTest, EachRouteAsksForItsAccess) {
    const auto status = [&](const char* method, const char* path, const std::string& key) {
        std::vector<http::Header> headers;
        if (!key.empty()) headers.push_back({"X-API-Key", key});
        return ask(method, path, std::move(headers)).status;
    };
    EXPECT_EQ(status("GET", "/health", ""), 200);
    EXPECT_EQ(status("GET", "/codes", ""), 401);
    EXPECT_EQ(status("GET", "/codes", read_key_), 200);
    EXPECT_EQ(status("HEAD", "/codes", ""), 401);
    EXPECT_EQ(status("PUT", "/codes/x", read_key_), 403);
    EXPECT_EQ(status("PUT", "/codes/x", write_key_), 200);
    EXPECT_EQ(status("DELETE", "/keys", write_key_), 403);
    EXPECT_EQ(status("DELETE", "/keys", admin_key_), 200);
    EXPECT_EQ(status("GET", "/codes", FakeKeys::text_of("reader01", FakeKeys::wrong_secret)), 401);
    EXPECT_NE(header(ask("GET", "/codes"), "WWW-Authenticate"), "none");
    EXPECT_EQ(get("/caller").body, "api:name of reader01");
}

TEST_F(RouterTest, ErrorsHaveTheBodyOfTheContract) {
    let_fail(http::HttpError(409, "taken", {{"Retry-After", "3"}}));
    Request request{.method = "GET", .path = "/fail/x", .query = "secret=1", .peer = stranger};
    const Response response = ask(request);
    EXPECT_EQ(response.status, 409);
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
    EXPECT_EQ(header(response, "Retry-After"), "3");
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body.size(), 6U);
    EXPECT_EQ(body.at("detail"), "taken");
    EXPECT_EQ(body.at("status_code"), 409);
    EXPECT_EQ(body.at("path"), "/fail/x");
    EXPECT_EQ(body.at("method"), "GET");
    EXPECT_TRUE(parse_rfc3339(body.at("timestamp").get<std::string>()));
    EXPECT_EQ(body.at("request_id"), header(response, "X-Request-ID"));
}

TEST_F(RouterTest, FailuresTellTheLogButNotTheCaller) {
    const auto expect_kept_secret = [&](int status, const std::string& level) {
        testing::internal::CaptureStderr();
        const Response response = ask("GET", "/fail/x");
        const std::string logged = testing::internal::GetCapturedStderr();
        EXPECT_EQ(response.status, status);
        EXPECT_THAT(response.body, Not(HasSubstr("inner")));
        EXPECT_THAT(logged, AllOf(HasSubstr(level), HasSubstr("inner matter"),
                                  HasSubstr(header(response, "X-Request-ID"))));
    };
    let_fail(std::runtime_error("inner matter"));
    expect_kept_secret(500, "error");
    let_fail(Error(ErrorKind::failure, "inner matter"));
    expect_kept_secret(500, "error");
    let_fail(Error(ErrorKind::unavailable, "inner matter", "inner hint"));
    expect_kept_secret(503, "warning");
}

TEST_F(RouterTest, WhileTheDatabaseIsAwayCallersAreToldToComeBack) {
    let_fail(Error(ErrorKind::unavailable, "away"));
    testing::internal::CaptureStderr();
    EXPECT_EQ(header(ask("GET", "/fail/x"), "Retry-After"), "5");
    testing::internal::GetCapturedStderr();
}

TEST_F(RouterTest, FaultsOfCallersAreNotLogged) {
    let_fail(Error(ErrorKind::not_found, "no such code"));
    testing::internal::CaptureStderr();
    EXPECT_EQ(ask("GET", "/fail/x").status, 404);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(RouterTest, OnlyBrowsersThatFollowACodeGetAPage) {
    let_fail(http::HttpError(404, "nothing"));
    const std::vector<http::Header> browser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
    const Response page = ask("GET", "/r/x", browser);
    EXPECT_EQ(page.status, 404);
    EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(ask("GET", "/fail/x", browser), "Content-Type"), "application/json");
    EXPECT_EQ(header(ask("GET", "/r/x"), "Content-Type"), "application/json");
    EXPECT_EQ(header(ask("GET", "/r/x", {{"Accept", "application/json"}}), "Content-Type"),
              "application/json");
    EXPECT_EQ(header(ask("GET", "/r/x/y", browser), "Content-Type"), "application/json");
}

TEST_F(RouterTest, ErrorsOfRedirectsDependOnAccept) {
    let_fail(http::HttpError(404, "nothing"));
    EXPECT_EQ(header(ask("GET", "/r/x"), "Vary"), "Accept");
    EXPECT_EQ(header(ask("GET", "/r/x", {{"Accept", "text/html"}}), "Vary"), "Accept");
}

TEST_F(RouterTest, BrowsersMayNotGuessTheTypeOfAnAnswer) {
    EXPECT_EQ(header(get("/health"), "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(get("/nothing"), "X-Content-Type-Options"), "nosniff");
}

TEST_F(RouterTest, LongAnswersOfWorkersAreCompressed) {
    routes_.front().handler = [](const Request&) {
        return http::make_response(200, "application/json", std::string(5000, ' '));
    };
    const Response response = get("/health", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_LT(response.body.size(), 500U);
}

TEST_F(RouterTest, WithoutOriginsNothingIsSaidAboutThem) {
    const Response response = get("/health", {{"Origin", "https://app.example"}});
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "none");
    EXPECT_EQ(header(response, "Vary"), "none");
}

TEST_F(RouterTest, AnAllowedOriginMayReadAnswers) {
    settings_ = settings({"https://app.example", "https://other.example"});
    const Response response = get("/health", {{"Origin", "https://app.example"}});
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "https://app.example");
    EXPECT_EQ(header(response, "Access-Control-Expose-Headers"), "ETag, Location, X-Request-ID");
    EXPECT_EQ(header(response, "Vary"), "Origin");
    EXPECT_EQ(header(get("/nothing", {{"Origin", "https://app.example"}}), "Access-Control-Allow-Origin"),
              "https://app.example");
    for (const char* const origin :
         {"https://app.example.org", "http://app.example", "https://app.example/", "null"}) {
        EXPECT_EQ(header(get("/health", {{"Origin", origin}}), "Access-Control-Allow-Origin"), "none")
            << origin;
    }
    EXPECT_EQ(header(get("/health"), "Vary"), "Origin");  // a cache must not give this to the allowed one
}

TEST_F(RouterTest, EveryOriginCanBeAllowed) {
    settings_ = settings({"*"});
    EXPECT_EQ(header(get("/health", {{"Origin", "https://any.example"}}), "Access-Control-Allow-Origin"),
              "https://any.example");
}

TEST_F(RouterTest, APreflightNeedsNoCredential) {
    settings_ = settings({"https://app.example"});
    const Response response = ask(
        "OPTIONS", "/codes/x", {{"Origin", "https://app.example"}, {"Access-Control-Request-Method", "PUT"}});
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "https://app.example");
    EXPECT_EQ(header(response, "Access-Control-Allow-Methods"), "GET, HEAD, PUT, OPTIONS");
    EXPECT_THAT(header(response, "Access-Control-Allow-Headers"),
                AllOf(HasSubstr("Authorization"), HasSubstr("X-API-Key"), HasSubstr("Content-Type")));
    EXPECT_EQ(header(response, "Access-Control-Max-Age"), "600");
    EXPECT_EQ(header(ask("OPTIONS", "/codes/x",
                         {{"Origin", "https://evil.example"}, {"Access-Control-Request-Method", "PUT"}}),
                     "Access-Control-Allow-Origin"),
              "none");
}

TEST_F(RouterTest, SettingsCanChange) {
    EXPECT_EQ(header(get("/health", {{"Origin", "https://app.example"}}), "Access-Control-Allow-Origin"),
              "none");
    router_->set(settings({"https://app.example"}));
    EXPECT_EQ(header(get("/health", {{"Origin", "https://app.example"}}), "Access-Control-Allow-Origin"),
              "https://app.example");
}

TEST_F(RouterTest, WhatTheServerRefusesHasTheSameBody) {
    get("/health");  // makes the router
    const Response response = router_->refuse({.status = 503,
                                               .detail = "too many requests wait",
                                               .method = "GET",
                                               .path = "/codes",
                                               .peer = stranger});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(header(response, "Retry-After"), "1");
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body.at("detail"), "too many requests wait");
    EXPECT_EQ(body.at("request_id"), header(response, "X-Request-ID"));
    EXPECT_THAT(header(response, "X-Request-ID"), MatchesRegex("[0-9a-f]{32}"));
    EXPECT_EQ(header(router_->refuse(
                         {.status = 400, .detail = "garbage", .method = "\xff", .path = "\xff", .peer = ""}),
                     "Retry-After"),
              "none");
    EXPECT_THAT(metrics_.text(),
                HasSubstr(R"(qrgen_http_requests_total{method="GET",route="none",status="503"} 1)"));
}

TEST_F(RouterTest, RequestsAreCountedByPatternNeverByPath) {
    Request request{
        .method = "GET", .path = "/codes/hidden-id", .query = "", .headers = {{"X-API-Key", read_key_}}};
    const Response response = ask(request);
    router_->answered(request, response, response.body.size());
    Request unknown{.method = "BREW", .path = "/hidden-path", .query = ""};
    router_->answered(unknown, ask(unknown), 0);
    const std::string text = metrics_.text();
    EXPECT_THAT(text,
                HasSubstr(R"(qrgen_http_requests_total{method="GET",route="/codes/{id}",status="200"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(qrgen_http_requests_total{method="other",route="none",status="404"} 1)"));
    EXPECT_THAT(text, Not(HasSubstr("hidden")));
}

TEST_F(RouterTest, ScansAreWrittenDownBeforeARoundOfAnswersIsSent) {
    get("/health");  // makes the router
    recorder_.record(Request{.method = "GET", .path = "/r/x", .query = ""},
                     {.code_id = "0190c0de-0000-7000-8000-000000000001", .url = "https://example.com/"},
                     false);
    EXPECT_EQ(journal_.figures().appended, 0U);
    router_->before_sending();
    EXPECT_EQ(journal_.figures().appended, 1U);
}

}  // namespace
}  // namespace qrgen::daemon
