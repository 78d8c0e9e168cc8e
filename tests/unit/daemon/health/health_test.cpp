// SPDX-License-Identifier: MIT
#include "daemon/health/health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/store/migrator.hpp"
#include "daemon/health/health_routes.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& entry : object.items()) keys.push_back(entry.key());
    return keys;
}

class HealthTest : public testing::Test {
  protected:
    HealthTest() {
        store::Migrator(store_).up();
        add_health_routes(routes_, health_, metrics_, http::Access::read);
    }

    void know_a_code() {
        cache_.put("menu", Target{.code_id = "id", .url = "https://example.com/"}, cache_.ticket("menu"));
    }

    http::Response get(std::string_view path) const {
        for (const http::Route& route : routes_) {
            if (route.pattern == path)
                return route.handler({.method = "GET", .path = std::string(path), .query = ""});
        }
        ADD_FAILURE() << "no route " << path;
        return {};
    }

    // The status of the answer and its word: "200 healthy".
    std::string told(std::string_view path) const {
        const http::Response response = get(path);
        return std::to_string(response.status) + " " +
               Json::parse(response.body).at("status").get<std::string>();
    }

    Json check(const std::string& name) const {
        return Json::parse(get("/health").body).at("checks").at(name);
    }

    test::TemporaryDirectory directory_;
    Log log_{LogLevel::error, LogFormat::text};
    store::Store store_{store::DatabaseUrl::parse("sqlite://" + (directory_.path() / "codes.db").string()),
                        {.pool_size = 1, .lease_timeout = std::chrono::milliseconds(1)}};
    scans::Journal journal_{{.directory = directory_.path() / "scans", .max_bytes = 10'000}, log_};
    TargetCache cache_{100, std::chrono::seconds(60)};
    bool is_reachable_ = true;
    Health health_{{.store = store_,
                    .journal = journal_,
                    .cache = cache_,
                    .is_reachable = [this] { return is_reachable_; },
                    .version = "1.2.3",
                    .environment = "test \xff"}};
    Metrics metrics_{"1.2.3"};
    http::RouteTable routes_;
};

TEST_F(HealthTest, TellsWhatTheContractPromises) {
    const http::Response response = get("/health");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(*http::find_header(response, "Cache-Control"), "no-store");
    const Json body = Json::parse(response.body);
    EXPECT_THAT(keys_of(body), testing::ElementsAre("status", "version", "environment", "timestamp",
                                                    "uptime_seconds", "system_metrics", "checks"));
    EXPECT_EQ(body.at("status"), "healthy");
    EXPECT_EQ(body.at("version"), "1.2.3");
    EXPECT_EQ(body.at("environment"), "test \uFFFD");
    EXPECT_TRUE(parse_rfc3339(body.at("timestamp").get<std::string>()));
    EXPECT_GE(body.at("uptime_seconds").get<double>(), 0);
    EXPECT_THAT(keys_of(body.at("system_metrics")),
                testing::ElementsAre("cpu_usage", "memory_usage", "disk_usage"));
}

TEST_F(HealthTest, TellsAboutTheDatabase) {
    const Json database = check("database");
    EXPECT_THAT(keys_of(database),
                testing::ElementsAre("status", "latency_ms", "message", "last_checked", "details"));
    EXPECT_EQ(database.at("status"), "pass");
    EXPECT_GE(database.at("latency_ms").get<double>(), 0);
    EXPECT_TRUE(parse_rfc3339(database.at("last_checked").get<std::string>()));
    const Json& details = database.at("details");
    EXPECT_THAT(keys_of(details), testing::ElementsAre("type", "version", "active_connections",
                                                       "database_size", "long_running_queries"));
    EXPECT_EQ(details.at("type"), "sqlite");
    EXPECT_GT(details.at("database_size").get<std::int64_t>(), 0);
}

TEST_F(HealthTest, WithoutDatabaseKnownCodesStillRedirect) {
    know_a_code();
    is_reachable_ = false;
    EXPECT_EQ(told("/health"), "200 degraded");
    EXPECT_EQ(check("database").at("status"), "fail");
    is_reachable_ = true;
    EXPECT_EQ(told("/health"), "200 healthy");
}

TEST_F(HealthTest, WithoutDatabaseAndKnownCodesNothingWorks) {
    is_reachable_ = false;
    EXPECT_EQ(told("/health"), "503 unhealthy");
    EXPECT_EQ(*http::find_header(get("/health"), "Retry-After"), "5");
    cache_.put("gone", std::nullopt, cache_.ticket("gone"));
    EXPECT_EQ(told("/health"), "503 unhealthy");
}

TEST_F(HealthTest, ADatabaseThatCannotBeUsedCountsAsAway) {
    store_.read([&](store::Transaction&) {
        EXPECT_EQ(told("/health"), "503 unhealthy");
        const Json database = check("database");
        EXPECT_EQ(database.at("status"), "fail");
        EXPECT_EQ(database.at("details"), Json::object());
    });
}

TEST_F(HealthTest, ScansThatWaitForLongAreAWarning) {
    scans::ScanEvent event = scans::make_scan(1);
    event.scanned_at = system_now();
    scans::append(journal_, {event});
    EXPECT_EQ(check("journal").at("status"), "pass");
    EXPECT_EQ(check("journal").at("details").at("waiting"), 1);
    scans::take_all(journal_);
    event.scanned_at = system_now() - std::chrono::minutes(6);
    scans::append(journal_, {event});
    EXPECT_EQ(check("journal").at("status"), "warn");
    EXPECT_EQ(told("/health"), "200 degraded");
    scans::take_all(journal_);
    EXPECT_EQ(told("/health"), "200 healthy");
}

TEST_F(HealthTest, LostScansAreAWarningOnce) {
    scans::append(journal_, scans::make_scans(1, 1000));
    ASSERT_GT(journal_.figures().dropped, 0U);
    EXPECT_THAT(check("journal").at("message").get<std::string>(), HasSubstr("lost"));
    const Json later = check("journal");
    EXPECT_EQ(later.at("status"), "pass");
    EXPECT_EQ(later.at("details").at("dropped"), 1000);
}

TEST_F(HealthTest, ReadinessFollowsThePhase) {
    EXPECT_EQ(told("/health/ready"), "503 starting");
    health_.set_phase(Health::Phase::ready);
    EXPECT_EQ(told("/health/ready"), "200 ready");
    is_reachable_ = false;  // degraded, but another instance would not be better off
    EXPECT_EQ(told("/health/ready"), "200 ready");
    health_.set_phase(Health::Phase::draining);
    EXPECT_EQ(told("/health/ready"), "503 draining");
    EXPECT_EQ(told("/health/live"), "200 alive");
}

TEST_F(HealthTest, ProbesAreAnsweredAtOnceAndToAnybody) {
    for (const http::Route& route : routes_) {
        const bool is_probe = route.pattern == "/health/live" || route.pattern == "/health/ready";
        EXPECT_EQ(static_cast<bool>(route.at_once), is_probe) << route.pattern;
        EXPECT_EQ(route.access == http::Access::open, route.pattern != "/metrics") << route.pattern;
    }
}

TEST_F(HealthTest, MetricsAreText) {
    const http::Response response = get("/metrics");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(*http::find_header(response, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_THAT(response.body, HasSubstr("qrgen_build_info{version=\"1.2.3\"} 1"));
}

}  // namespace
}  // namespace qrgen::daemon
