// SPDX-License-Identifier: MIT
#include "daemon/metrics.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// Samples of the text format, by name and labels as they are written. Fails on a line that is none, and on a
// sample whose family was not announced.
class Samples {
  public:
    explicit Samples(const std::string& text) {
        const std::regex sample(
            R"rx(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (\S+))rx");
        const std::regex announcement(R"rx(# (HELP|TYPE) ([a-z_]+) (.+))rx");
        std::istringstream in(text);
        std::set<std::string> families;
        for (std::string line; std::getline(in, line);) {
            std::smatch parts;
            if (std::regex_match(line, parts, announcement)) {
                if (parts[1] == "TYPE") families.insert(parts[2]);
            } else if (std::regex_match(line, parts, sample)) {
                EXPECT_TRUE(families.contains(family_of(parts[1], families))) << line;
                values_[parts[1].str() + parts[2].str()] = std::stod(parts[4]);
            } else {
                ADD_FAILURE() << "not of the format: " << line;
            }
        }
    }

    double operator[](const std::string& name) const {
        const auto found = values_.find(name);
        return found == values_.end() ? -1 : found->second;
    }

    std::size_t count(const std::string& start) const {
        const auto begins = [&](const auto& value) { return value.first.starts_with(start); };
        return static_cast<std::size_t>(std::count_if(values_.begin(), values_.end(), begins));
    }

  private:
    static std::string family_of(const std::string& name, const std::set<std::string>& families) {
        for (const char* const ending : {"_bucket", "_sum", "_count"}) {
            if (name.ends_with(ending)) {
                const std::string family = name.substr(0, name.size() - std::string(ending).size());
                if (families.contains(family)) return family;
            }
        }
        return name;
    }

    std::map<std::string, double> values_;
};

TEST(MetricsTest, RequestsAreCountedByRouteMethodAndStatus) {
    Metrics metrics("1.2.3");
    for (int i = 0; i < 3; ++i) metrics.request("/r/{short_id}", "GET", 302, microseconds(200));
    metrics.request("/r/{short_id}", "GET", 404, microseconds(200));
    metrics.request("/r/{short_id}", "HEAD", 302, microseconds(200));
    const Samples samples(metrics.text());
    EXPECT_EQ(samples[R"(qrgen_http_requests_total{method="GET",route="/r/{short_id}",status="302"})"], 3);
    EXPECT_EQ(samples[R"(qrgen_http_requests_total{method="GET",route="/r/{short_id}",status="404"})"], 1);
    EXPECT_EQ(samples[R"(qrgen_http_requests_total{method="HEAD",route="/r/{short_id}",status="302"})"], 1);
}

TEST(MetricsTest, MethodsThatStrangersMakeUpAreOne) {
    Metrics metrics("1.2.3");
    for (int i = 0; i < 1000; ++i) metrics.request("none", "M" + std::to_string(i), 405, microseconds(1));
    metrics.request("none", "get", 405, microseconds(1));
    const Samples samples(metrics.text());
    EXPECT_EQ(samples[R"(qrgen_http_requests_total{method="other",route="none",status="405"})"], 1001);
    EXPECT_EQ(samples.count("qrgen_http_requests_total"), 1U);
}

TEST(MetricsTest, TimesAreInBucketsFrom100MicrosecondsTo10Seconds) {
    Metrics metrics("1.2.3");
    metrics.request("/health", "GET", 200, microseconds(50));
    metrics.request("/health", "GET", 200, microseconds(200));
    metrics.request("/health", "GET", 500, milliseconds(30));
    metrics.request("/health", "GET", 200, milliseconds(60'000));
    const Samples samples(metrics.text());
    const auto bucket = [&](const std::string& most) {
        return samples[R"(qrgen_http_request_duration_seconds_bucket{route="/health",le=")" + most + "\"}"];
    };
    EXPECT_EQ(bucket("0.0001"), 1);
    EXPECT_EQ(bucket("0.00025"), 2);
    EXPECT_EQ(bucket("0.025"), 2);
    EXPECT_EQ(bucket("0.05"), 3);
    EXPECT_EQ(bucket("10"), 3);
    EXPECT_EQ(bucket("+Inf"), 4);
    EXPECT_EQ(samples[R"(qrgen_http_request_duration_seconds_count{route="/health"})"], 4);
    EXPECT_NEAR(samples[R"(qrgen_http_request_duration_seconds_sum{route="/health"})"], 60.03025, 1e-6);
}

TEST(MetricsTest, AllOutcomesOfRedirectsAreThereFromTheStart) {
    Metrics metrics("1.2.3");
    const Samples before(metrics.text());
    EXPECT_EQ(before.count("qrgen_redirects_total"), 6U);
    EXPECT_EQ(before[R"(qrgen_redirects_total{outcome="unavailable"})"], 0);
    metrics.redirect(RedirectOutcome::genuine);
    metrics.redirect(RedirectOutcome::not_found);
    metrics.redirect(RedirectOutcome::not_found);
    const Samples after(metrics.text());
    EXPECT_EQ(after[R"(qrgen_redirects_total{outcome="found"})"], 0);
    EXPECT_EQ(after[R"(qrgen_redirects_total{outcome="genuine"})"], 1);
    EXPECT_EQ(after[R"(qrgen_redirects_total{outcome="not_found"})"], 2);
}

TEST(MetricsTest, PicturesAndCodesAreCounted) {
    Metrics metrics("1.2.3");
    metrics.image("png");
    metrics.image("png");
    metrics.code_created("dynamic");
    const Samples samples(metrics.text());
    EXPECT_EQ(samples[R"(qrgen_images_total{format="png"})"], 2);
    EXPECT_EQ(samples[R"(qrgen_codes_created_total{type="dynamic"})"], 1);
    EXPECT_EQ(samples[R"(qrgen_build_info{version="1.2.3"})"], 1);
}

TEST(MetricsTest, FiguresOfOthersAreReadWhenAskedFor) {
    Metrics metrics("1.2.3");
    double gauge = 5;
    double total = 7;
    metrics.add_gauge("qrgen_some_gauge", "Help.", [&] { return gauge; });
    metrics.add_counter("qrgen_some_total", "Help.", [&] { return total; });
    EXPECT_EQ(Samples(metrics.text())["qrgen_some_gauge"], 5);
    EXPECT_EQ(Samples(metrics.text())["qrgen_some_total"], 7);
    gauge = 2;
    total = 9;
    const Samples samples(metrics.text());
    EXPECT_EQ(samples["qrgen_some_gauge"], 2);
    EXPECT_EQ(samples["qrgen_some_total"], 9);
}

TEST(MetricsTest, ThreadsMayCountAtTheSameTime) {
    Metrics metrics("1.2.3");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int status = 200; status < 300; ++status)
                metrics.request("/health", "GET", status, microseconds(1));
            metrics.text();
        });
    }
    for (std::thread& thread : threads) thread.join();
    const Samples samples(metrics.text());
    EXPECT_EQ(samples.count("qrgen_http_requests_total"), 100U);
    EXPECT_EQ(samples[R"(qrgen_http_requests_total{method="GET",route="/health",status="299"})"], 4);
}

}  // namespace
}  // namespace qrgen::daemon
