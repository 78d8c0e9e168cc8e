// SPDX-License-Identifier: MIT
#include "daemon/logs/access_log.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::daemon {
namespace {

using scans::IpPrivacy;
using testing::HasSubstr;
using testing::Not;

class AccessLogTest : public testing::Test {
  protected:
    static http::Request request() {
        http::Request request{.method = "GET", .path = "/r/menu", .query = "api_key=secret"};
        request.headers = {
            {"User-Agent", "Phone/1"}, {"Authorization", "Bearer secret"}, {"X-API-Key", "secret"}};
        request.client = "192.0.2.77";
        request.request_id = "id-1";
        request.route = "/r/{short_id}";
        return request;
    }

    // What is on standard error when a log that `work` uses has ended.
    template <typename Work>
    std::string written(ScanPrivacy privacy, Work work) const {
        testing::internal::CaptureStderr();
        {
            AccessLog log(true, file_, privacy);
            work(log);
        }
        return testing::internal::GetCapturedStderr();
    }
    static void add(AccessLog& log, const http::Request& request) {
        log.add(request, {.status = 302}, 17, std::chrono::microseconds(1234));
    }
    nlohmann::json line_of(const http::Request& request,
                           ScanPrivacy privacy = {IpPrivacy::full, false}) const {
        const std::string text = written(privacy, [&](AccessLog& log) { add(log, request); });
        EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
        return nlohmann::json::parse(text);
    }

    test::TemporaryDirectory directory_;
    const std::filesystem::path file_ = directory_.path() / "api" / "access.log";
};

TEST_F(AccessLogTest, ALineTellsAboutTheRequest) {
    http::Request asked = request();
    asked.caller = "api:printer";
    const auto line = line_of(asked);
    EXPECT_TRUE(parse_rfc3339(line.at("time").get<std::string>()));
    EXPECT_EQ(line.at("level"), "info");
    EXPECT_EQ(line.at("part"), "access");
    EXPECT_EQ(line.at("request_id"), "id-1");
    EXPECT_EQ(line.at("client"), "192.0.2.77");
    EXPECT_EQ(line.at("method"), "GET");
    EXPECT_EQ(line.at("path"), "/r/menu");
    EXPECT_EQ(line.at("route"), "/r/{short_id}");
    EXPECT_EQ(line.at("status"), 302);
    EXPECT_EQ(line.at("bytes"), 17);
    EXPECT_EQ(line.at("duration_ms"), 1.234);
    EXPECT_EQ(line.at("user_agent"), "Phone/1");
    EXPECT_EQ(line.at("caller"), "api:printer");
}

TEST_F(AccessLogTest, NoSecretIsLogged) {
    EXPECT_THAT(line_of(request()).dump(), Not(HasSubstr("secret")));
}

TEST_F(AccessLogTest, WhatTheRequestDoesNotTellIsLeftOut) {
    http::Request asked = request();
    asked.headers.clear();
    const auto line = line_of(asked);
    EXPECT_FALSE(line.contains("user_agent"));
    EXPECT_FALSE(line.contains("caller"));
}

TEST_F(AccessLogTest, TheClientIsToldAsFarAsItMayBeKept) {
    EXPECT_EQ(line_of(request(), {IpPrivacy::truncate, false}).at("client"), "192.0.2.0");
    EXPECT_EQ(line_of(request(), {IpPrivacy::none, false}).at("client"), "");
}

TEST_F(AccessLogTest, OfWhoAsksNotToBeTrackedNothingIsToldIfThatIsHonoured) {
    http::Request shy = request();
    shy.headers.push_back({"Sec-GPC", "1"});
    EXPECT_TRUE(line_of(shy).contains("client"));
    EXPECT_TRUE(line_of(shy).contains("user_agent"));
    const auto line = line_of(shy, {IpPrivacy::full, true});
    EXPECT_FALSE(line.contains("client"));
    EXPECT_FALSE(line.contains("user_agent"));
    EXPECT_TRUE(line_of(request(), {IpPrivacy::full, true}).contains("client"));
}

TEST_F(AccessLogTest, ItIsOneLineOfJsonWhateverTheBytes) {
    for (const std::string& bytes :
         {std::string("\xff\xfe\xC3"), std::string("a\nb\r\n{\"status\":200}\n"),
          std::string("\0\x1b[31m\"\\", 8), std::string("\u2028\u00e4\U0001F600")}) {
        http::Request odd = request();
        odd.method = odd.path = odd.request_id = odd.caller = odd.client = bytes;
        odd.headers = {{"User-Agent", bytes}};
        const auto line = line_of(odd);
        EXPECT_EQ(line.at("status"), 302);
        EXPECT_EQ(line.at("path"), line.at("user_agent"));
    }
}

TEST_F(AccessLogTest, FileAndStandardErrorGetTheSameLines) {
    const std::string text = written({IpPrivacy::full, false}, [&](AccessLog& log) {
        for (int i = 0; i < 500; ++i) add(log, request());
    });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 500);
    EXPECT_EQ(read_file(file_, 1'000'000), text);
}

TEST_F(AccessLogTest, LinesAreGatheredUntilTheyAreFlushed) {
    written({IpPrivacy::full, false}, [&](AccessLog& log) {
        add(log, request());
        EXPECT_EQ(read_file(file_, 1000), "");
        log.flush();
        EXPECT_NE(read_file(file_, 1000), "");
        // Many are written without being asked to.
        for (int i = 0; i < 1000; ++i) add(log, request());
        EXPECT_GT(read_file(file_, 1'000'000).size(), 100'000U);
    });
}

TEST_F(AccessLogTest, CanBeSwitchedOffAndOn) {
    const std::string text = written({IpPrivacy::full, false}, [&](AccessLog& log) {
        log.set(false, {IpPrivacy::full, false});
        add(log, request());
        log.set(true, {IpPrivacy::none, false});
        add(log, request());
    });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    EXPECT_THAT(text, Not(HasSubstr("192.0.2")));
}

TEST_F(AccessLogTest, AFileThatCannotBeWrittenIsAnError) {
    EXPECT_THROW(AccessLog(true, "/dev/null/access.log", {IpPrivacy::full, false}), Error);
    EXPECT_NO_THROW(AccessLog(true, std::nullopt, {IpPrivacy::full, false}));
}

}  // namespace
}  // namespace qrgen::daemon
