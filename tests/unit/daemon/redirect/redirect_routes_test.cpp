// SPDX-License-Identifier: MIT
#include "daemon/redirect/redirect_routes.hpp"

#include <optional>

#include "daemon/http/http_error.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/unit/daemon/redirect/redirect_fixture.hpp"

namespace qrgen::daemon {
namespace {

using http::Request;
using http::Response;
using testing::HasSubstr;

class RedirectRoutesTest : public RedirectTest {
  protected:
    RedirectRoutesTest() { add_redirect_routes(routes_, {source_, recorder_, throttle_, metrics_}); }
    ~RedirectRoutesTest() override { recorder_.write(); }

    static Request request_for(const std::string& short_id, const std::string& method = "GET") {
        Request request{.method = method, .path = "/r/" + short_id, .query = ""};
        request.client = "192.0.2.1";
        request.route = redirect_pattern;
        request.path_parameter = short_id;
        return request;
    }

    // As the router does: at once if that is possible, with the handler otherwise. An error becomes a
    // response with its headers and its text.
    Response answer(const Request& request) {
        const http::Route& route = routes_.front();
        was_at_once_ = true;
        try {
            std::optional<Response> response = route.at_once(request);
            if (response) return *response;
            was_at_once_ = false;
            return route.handler(request);
        } catch (const http::HttpError& error) {
            return {.status = error.status(), .headers = error.headers(), .body = error.detail()};
        }
    }
    Response get(const std::string& short_id) { return answer(request_for(short_id)); }

    static std::string header(const Response& response, const std::string& name) {
        const std::string* const value = http::find_header(response, name);
        return value == nullptr ? "none" : *value;
    }

    std::vector<scans::ScanEvent> scans() {
        recorder_.write();
        return scans::take_all(journal_);
    }

    Log log_{LogLevel::error, LogFormat::text};
    scans::Journal journal_{{.directory = directory_.path() / "scans"}, log_};
    scans::Visitors visitors_{system_random};
    ScanRecorder recorder_{journal_, visitors_, {scans::IpPrivacy::full, false}};
    std::chrono::steady_clock::time_point now_{std::chrono::hours(1000)};
    Throttle throttle_{2, [this] { return now_; }};
    Metrics metrics_{"1.2.3"};
    http::RouteTable routes_;
    bool was_at_once_ = false;
};

TEST_F(RedirectRoutesTest, LeadsToTheAddressByteForByte) {
    const std::string url = "https://example.com/a%2Fb/%C3%BC?q=1&q=%20;x='y'#part";
    make_code("menu", url);
    for (const bool is_cached : {false, true}) {
        const Response response = get("menu");
        EXPECT_EQ(was_at_once_, is_cached);
        EXPECT_EQ(response.status, 302);
        EXPECT_EQ(header(response, "Location"), url);
        EXPECT_EQ(header(response, "Cache-Control"), "no-store");
        EXPECT_EQ(response.body, "");
    }
}

TEST_F(RedirectRoutesTest, TheIdIsMatchedWithoutRegardToCase) {
    make_code("menu", "https://example.com/menu");
    EXPECT_EQ(header(get("MENU"), "Location"), "https://example.com/menu");
    EXPECT_EQ(header(get("mEnU"), "Location"), "https://example.com/menu");
    EXPECT_TRUE(was_at_once_);
}

TEST_F(RedirectRoutesTest, MalformedAndUnknownIdsAreNotFound) {
    EXPECT_EQ(get("nothing").status, 404);
    for (const char* const id : {"a b", "me%6eu", "a?b", "a#b", "a\tb", "..", "\xC3"}) {
        EXPECT_EQ(get(id).status, 404) << id;
        EXPECT_TRUE(was_at_once_) << id;
    }
    EXPECT_EQ(get(std::string(256, 'a')).status, 404);
    EXPECT_EQ(get(std::string("menu\0", 5)).status, 404);
    EXPECT_EQ(source_.figures().loads, 1U);
}

// Nobody can choose such ids here, but codes that came from elsewhere have them.
TEST_F(RedirectRoutesTest, IdsOfOtherSystemsLeadToo) {
    for (const std::string& id : {std::string("x"), std::string("v1.2"), std::string("k\xC3\xA4se"),
                                  std::string("a+b"), std::string(255, 'z')}) {
        make_code("menu" + std::to_string(id.size()));
        store_.write([&](store::Transaction& transaction) {
            store::CodeTable table(transaction);
            codes::Code code = *table.find("menu" + std::to_string(id.size()));
            code.short_id = id;
            table.update(code);
        });
        EXPECT_EQ(get(id).status, 302) << id;
    }
}

TEST_F(RedirectRoutesTest, DisabledCodesAreRefused) {
    make_code("off");
    codes_.update("off", {.status = codes::CodeStatus::disabled}, "test");
    for (const bool is_cached : {false, true}) {
        const Response response = get("off");
        EXPECT_EQ(was_at_once_, is_cached);
        EXPECT_EQ(response.status, 400);
        EXPECT_THAT(response.body, HasSubstr("switched off"));
        EXPECT_EQ(header(response, "Location"), "none");
    }
    EXPECT_TRUE(scans().empty());
}

TEST_F(RedirectRoutesTest, TargetsThatAreNotAllowedAnyMoreAreRefused) {
    make_code("theirs", "https://elsewhere.example/");
    EXPECT_EQ(get("theirs").status, 302);
    source_.set_policy(codes::RedirectPolicy(rules({"example.com"})));
    const Response response = get("theirs");
    EXPECT_EQ(response.status, 400);
    EXPECT_THAT(response.body, HasSubstr("not allowed"));
}

TEST_F(RedirectRoutesTest, WithoutDatabaseOnlyKnownCodesLeadSomewhere) {
    make_code("menu");
    make_code("other");
    get("menu");
    get("nothing");
    is_reachable_ = false;
    cache_.expire_all();
    EXPECT_EQ(get("menu").status, 302);
    for (const char* const id : {"other", "nothing"}) {
        const Response response = get(id);
        EXPECT_EQ(response.status, 503) << id;
        EXPECT_EQ(header(response, "Retry-After"), "5") << id;
    }
}

TEST_F(RedirectRoutesTest, EachGetIsAScan) {
    const codes::Code code = make_code("menu");
    Request request = request_for("menu");
    request.headers = {{"User-Agent", "Phone/1"}};
    answer(request);
    answer(request);
    const auto events = scans();
    ASSERT_EQ(events.size(), 2U);
    for (const auto& event : events) {
        EXPECT_EQ(event.code_id, code.id);
        EXPECT_EQ(event.ip_address, "192.0.2.1");
        EXPECT_EQ(event.user_agent, "Phone/1");
        EXPECT_FALSE(event.is_genuine);
    }
}

TEST_F(RedirectRoutesTest, AHeadIsAnsweredTheSameAndIsNoScan) {
    make_code("menu", "https://example.com/menu");
    for (const bool is_cached : {false, true}) {
        const Response response = answer(request_for("menu", "HEAD"));
        EXPECT_EQ(was_at_once_, is_cached);
        EXPECT_EQ(response.status, 302);
        EXPECT_EQ(header(response, "Location"), "https://example.com/menu");
    }
    EXPECT_TRUE(scans().empty());
}

TEST_F(RedirectRoutesTest, AScanIsInTheJournalBeforeItsAnswer) {
    make_code("menu");
    get("menu");
    ASSERT_FALSE(was_at_once_);
    EXPECT_EQ(journal_.figures().appended, 1U);  // a worker's answer is sent as soon as it is there
    get("menu");
    ASSERT_TRUE(was_at_once_);
    EXPECT_EQ(journal_.figures().appended, 1U);
    recorder_.write();  // before the answers of a round are sent: Router::before_sending()
    EXPECT_EQ(journal_.figures().appended, 2U);
}

TEST_F(RedirectRoutesTest, OnlyTheExactPairMakesAScanGenuine) {
    make_code("menu");
    const auto is_genuine = [&](const std::string& query) {
        Request request = request_for("menu");
        request.query = query;
        EXPECT_EQ(answer(request).status, 302);
        return scans().front().is_genuine;
    };
    for (const char* const query : {"scan_ref=qr", "a=b&scan_ref=qr", "scan_ref=qr&", "&&scan_ref=qr&x"}) {
        EXPECT_TRUE(is_genuine(query)) << query;
    }
    for (const char* const query : {"", "scan_ref", "scan_ref=", "scan_ref=qrx", "scan_ref=QR",
                                    "xscan_ref=qr", "a=scan_ref=qr", "scan_ref=qr;a=b", "scan%5Fref=qr"}) {
        EXPECT_FALSE(is_genuine(query)) << query;
    }
}

TEST_F(RedirectRoutesTest, WhoAsksForManyUnknownIdsIsHeldBackButNotFromKnownOnes) {
    make_code("menu");
    get("menu");
    EXPECT_EQ(get("nothing1").status, 404);
    EXPECT_EQ(get("not an id").status, 404);
    for (const char* const id : {"nothing1", "nothing2"}) {
        const Response response = get(id);
        EXPECT_EQ(response.status, 429) << id;
        EXPECT_EQ(header(response, "Retry-After"), "30") << id;
    }
    EXPECT_EQ(get("menu").status, 302);
    cache_.expire_all();
    EXPECT_EQ(get("menu").status, 302);
    EXPECT_FALSE(was_at_once_);
    Request other = request_for("nothing3");
    other.client = "192.0.2.2";
    EXPECT_EQ(answer(other).status, 404);
    now_ += std::chrono::seconds(31);
    EXPECT_EQ(get("nothing2").status, 404);
}

TEST_F(RedirectRoutesTest, WhoIsHeldBackStillGetsAKnownCodeThatHasToBeReadAgain) {
    make_code("menu", "https://example.com/menu");
    get("menu");
    get("nothing1");
    get("nothing2");
    ASSERT_EQ(get("nothing3").status, 429);
    cache_.forget("menu");
    EXPECT_EQ(header(get("menu"), "Location"), "https://example.com/menu");
    EXPECT_FALSE(was_at_once_);
}

TEST_F(RedirectRoutesTest, OutcomesAreCounted) {
    make_code("menu");
    make_code("off");
    codes_.update("off", {.status = codes::CodeStatus::disabled}, "test");
    Request genuine = request_for("menu");
    genuine.query = "scan_ref=qr";
    answer(genuine);
    get("menu");
    get("menu");
    Request asked = request_for("menu");
    asked.method = "HEAD";
    answer(asked);
    get("off");
    get("nothing");
    is_reachable_ = false;
    get("other");
    const std::string text = metrics_.text();
    for (const char* const line :
         {"qrgen_redirects_total{outcome=\"found\"} 2", "qrgen_redirects_total{outcome=\"genuine\"} 1",
          "qrgen_redirects_total{outcome=\"head\"} 1",
          "qrgen_redirects_total{outcome=\"refused\"} 1", "qrgen_redirects_total{outcome=\"not_found\"} 1",
          "qrgen_redirects_total{outcome=\"unavailable\"} 1"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

}  // namespace
}  // namespace qrgen::daemon
