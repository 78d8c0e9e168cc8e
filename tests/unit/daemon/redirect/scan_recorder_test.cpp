// SPDX-License-Identifier: MIT
#include "daemon/redirect/scan_recorder.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {
namespace {

using scans::IpPrivacy;

class ScanRecorderTest : public testing::Test {
  protected:
    ~ScanRecorderTest() override { recorder_.write(); }

    static http::Request request() {
        http::Request request{.method = "GET", .path = "/r/menu", .query = ""};
        request.headers = {{"User-Agent", "Phone/1"},
                           {"Referer", "https://example.com/page"},
                           {"Accept-Language", "de-CH, en;q=0.5"}};
        request.client = "192.0.2.77";
        return request;
    }

    test::TemporaryDirectory directory_;
    Log log_{LogLevel::error, LogFormat::text};
    scans::Journal journal_{{.directory = directory_.path()}, log_};
    // What is written down of this request.
    scans::ScanEvent recorded(const http::Request& request, const Target& target) {
        recorder_.record(request, target, false);
        recorder_.write();
        return scans::take_all(journal_).at(0);
    }

    scans::Visitors visitors_{system_random};
    ScanRecorder recorder_{journal_, visitors_, {IpPrivacy::truncate, false}};
    const Target target_{.code_id = "0190c0de-0000-7000-8000-000000000001", .url = "https://example.com/"};
};

TEST_F(ScanRecorderTest, AScanIsWrittenDownWithWhatTheRequestTells) {
    const Timestamp before = system_now();
    recorder_.record(request(), target_, true);
    recorder_.write();
    const auto events = scans::take_all(journal_);
    ASSERT_EQ(events.size(), 1U);
    const scans::ScanEvent& event = events.front();
    EXPECT_TRUE(is_uuid(event.event_id));
    EXPECT_EQ(event.code_id, target_.code_id);
    EXPECT_GE(event.scanned_at, before);
    EXPECT_LE(event.scanned_at, system_now());
    EXPECT_TRUE(event.is_genuine);
    EXPECT_EQ(event.ip_address, "192.0.2.0");
    EXPECT_EQ(event.user_agent, "Phone/1");
    EXPECT_EQ(event.referrer, "https://example.com/page");
    EXPECT_EQ(event.language, "de-CH, en;q=0.5");
    EXPECT_TRUE(event.visitor.has_value());
}

TEST_F(ScanRecorderTest, AVisitorIsKnownByTheWholeAddressWhateverIsKeptOfIt) {
    const Target other{.code_id = "0190c0de-0000-7000-8000-000000000002", .url = "https://example.com/"};
    recorder_.set_privacy({IpPrivacy::none, false});
    const auto first = recorded(request(), target_);
    EXPECT_EQ(first.ip_address, "");
    EXPECT_EQ(recorded(request(), target_).visitor, first.visitor);
    http::Request neighbour = request();
    neighbour.client = "192.0.2.78";
    EXPECT_NE(recorded(neighbour, target_).visitor, first.visitor);
    EXPECT_NE(recorded(request(), other).visitor, first.visitor);
}

TEST_F(ScanRecorderTest, OfWhoAsksNotToBeTrackedOnlyTheScanIsKept) {
    for (const char* name : {"DNT", "sec-gpc"}) {
        http::Request shy = request();
        shy.headers.push_back({name, "1"});
        EXPECT_EQ(recorded(shy, target_).user_agent, "Phone/1");
        recorder_.set_privacy({IpPrivacy::full, true});
        const auto event = recorded(shy, target_);
        EXPECT_EQ(event.ip_address + event.user_agent + event.referrer + event.language, "");
        EXPECT_EQ(event.visitor, std::nullopt);
        shy.headers.back().value = "0";
        EXPECT_EQ(recorded(shy, target_).ip_address, "192.0.2.77");
        recorder_.set_privacy({IpPrivacy::truncate, false});
    }
}

TEST_F(ScanRecorderTest, ScansOfARoundAreWrittenTogether) {
    for (int i = 0; i < 3; ++i) recorder_.record(request(), target_, i == 0);
    EXPECT_EQ(journal_.figures().appended, 0U);
    recorder_.write();
    EXPECT_EQ(journal_.figures().appended, 3U);
    recorder_.write();
    EXPECT_EQ(journal_.figures().appended, 3U);
    const auto events = scans::take_all(journal_);
    ASSERT_EQ(events.size(), 3U);
    EXPECT_NE(events[0].event_id, events[1].event_id);
    EXPECT_TRUE(events[0].is_genuine);
    EXPECT_FALSE(events[1].is_genuine);
}

TEST_F(ScanRecorderTest, EachThreadWritesItsOwn) {
    recorder_.record(request(), target_, false);
    std::thread([&] {
        recorder_.record(request(), target_, false);
        recorder_.record(request(), target_, false);
        recorder_.write();
    }).join();
    EXPECT_EQ(journal_.figures().appended, 2U);
    recorder_.write();
    EXPECT_EQ(journal_.figures().appended, 3U);
}

TEST_F(ScanRecorderTest, HowMuchOfTheAddressIsKeptCanChange) {
    const auto kept = [&](IpPrivacy privacy) {
        recorder_.set_privacy({privacy, false});
        recorder_.record(request(), target_, false);
        recorder_.write();
        return scans::take_all(journal_).front().ip_address;
    };
    EXPECT_EQ(kept(IpPrivacy::full), "192.0.2.77");
    EXPECT_EQ(kept(IpPrivacy::none), "");
    EXPECT_EQ(kept(IpPrivacy::truncate), "192.0.2.0");
}

TEST_F(ScanRecorderTest, WhateverARequestHoldsIsWrittenClean) {
    http::Request odd = request();
    odd.headers = {{"user-agent", std::string("a\0b\xff", 4) + std::string(10'000, 'x')}};
    odd.client = "no address";
    recorder_.record(odd, target_, false);
    recorder_.write();
    const auto events = scans::take_all(journal_);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_THAT(events.front().user_agent, testing::StartsWith("a\uFFFDb\uFFFDxxx"));
    EXPECT_LE(events.front().user_agent.size(), scans::max_user_agent);
    EXPECT_EQ(events.front().referrer, "");
    EXPECT_EQ(events.front().ip_address, "");
}

}  // namespace
}  // namespace qrgen::daemon
