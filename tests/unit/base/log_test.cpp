// SPDX-License-Identifier: MIT
#include "core/base/log.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen {
namespace {

std::string logged(LogFormat format, LogLevel level, const std::string& message) {
    testing::internal::CaptureStderr();
    Log(LogLevel::info, format).write(level, message);
    return testing::internal::GetCapturedStderr();
}

TEST(LogTest, LevelsAreReadRegardlessOfCase) {
    EXPECT_EQ(parse_log_level("INFO"), LogLevel::info);
    EXPECT_EQ(parse_log_level("warn"), LogLevel::warning);
    EXPECT_EQ(parse_log_level("Critical"), LogLevel::error);
    EXPECT_EQ(parse_log_level("loud"), std::nullopt);
}

TEST(LogTest, TextTellsTheLevelOnlyWhenItMatters) {
    EXPECT_EQ(logged(LogFormat::text, LogLevel::info, "made it"), "qrgen: made it\n");
    EXPECT_EQ(logged(LogFormat::text, LogLevel::warning, "careful"), "qrgen: warning: careful\n");
    EXPECT_EQ(logged(LogFormat::text, LogLevel::debug, "detail"), "");
}

TEST(LogTest, TextCannotForgeALineOrCommandATerminal) {
    EXPECT_EQ(logged(LogFormat::text, LogLevel::info, "a\nqrgen: error: b\x1b[31m\xff"),
              "qrgen: a\\nqrgen: error: b\\x1B[31m\\xFF\n");
}

TEST(LogTest, JsonIsOneValidLineWhateverTheMessage) {
    for (const std::string& message :
         {std::string("a \"quoted\" \\ text"), std::string("two\nlines\t"), std::string("bad \xff\xc3 bytes"),
          std::string("\0nul", 4), std::string("ü😀")}) {
        const std::string line = logged(LogFormat::json, LogLevel::warning, message);
        ASSERT_EQ(line.find('\n'), line.size() - 1);
        const auto object = nlohmann::json::parse(line);
        EXPECT_EQ(object.at("level"), "warning");
        EXPECT_EQ(object.at("time").get<std::string>().size(), 27U);
        if (message.find('\xff') == std::string::npos) {
            EXPECT_EQ(object.at("message"), message);
        }
    }
}

class LogFileTest : public testing::Test {
  protected:
    // What `work` makes a log say on standard error.
    template <typename Work>
    static std::string said(LogFormat format, const std::string& part, const std::vector<LogFile>& files,
                            Work work) {
        testing::internal::CaptureStderr();
        Log log(LogLevel::info, format, part, files);
        work(log);
        return testing::internal::GetCapturedStderr();
    }

    std::vector<nlohmann::json> lines(const std::string& name) const {
        std::ifstream in(directory_.path() / name);
        std::vector<nlohmann::json> lines;
        for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
        return lines;
    }

    test::TemporaryDirectory directory_;
};

TEST_F(LogFileTest, TellsWhichPartSpeaks) {
    const std::string line = said(LogFormat::json, "database", {}, [](Log& log) { log.info("connected"); });
    EXPECT_EQ(nlohmann::json::parse(line).at("part"), "database");
    EXPECT_FALSE(nlohmann::json::parse(said(LogFormat::json, "", {}, [](Log& log) {
                     log.info("x");
                 })).contains("part"));
    EXPECT_EQ(said(LogFormat::text, "database", {}, [](Log& log) { log.info("connected"); }),
              "qrgen: connected\n");
}

TEST_F(LogFileTest, FilesGetJsonWhatTheyWantToHear) {
    const std::vector<LogFile> files{{directory_.path() / "new" / "all.log"},
                                     {directory_.path() / "errors.log", LogLevel::warning}};
    const std::string shown = said(LogFormat::text, "api", files, [](Log& log) {
        log.debug("detail");
        log.info("a \"quoted\" \xff\n line");
        log.warning("careful");
    });
    EXPECT_EQ(shown, "qrgen: a \"quoted\" \\xFF\\n line\nqrgen: warning: careful\n");
    const auto all = lines("new/all.log");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].at("message"), "a \"quoted\" \uFFFD\n line");
    EXPECT_EQ(all[0].at("part"), "api");
    EXPECT_EQ(all[0].at("level"), "info");
    const auto errors = lines("errors.log");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].at("message"), "careful");
}

TEST_F(LogFileTest, TheLevelCanChange) {
    const std::vector<LogFile> files{{directory_.path() / "all.log"}};
    const std::string shown = said(LogFormat::text, "", files, [](Log& log) {
        EXPECT_FALSE(log.shows(LogLevel::debug));
        log.set_level(LogLevel::debug);
        EXPECT_TRUE(log.shows(LogLevel::debug));
        log.debug("told");
        log.set_level(LogLevel::error);
        log.warning("not told");
    });
    EXPECT_EQ(shown, "qrgen: told\n");
    EXPECT_EQ(lines("all.log").size(), 1U);
}

TEST_F(LogFileTest, AFileThatCannotBeWrittenIsAnError) {
    try {
        const Log log(LogLevel::info, LogFormat::text, "", {{"/dev/null/x.log"}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_EQ(error.message(), "cannot write the log file /dev/null/x.log");
        EXPECT_NE(error.hint(), "");
    }
}

TEST_F(LogFileTest, AFullDiskDoesNotEndTheWork) {
    const std::string shown = said(LogFormat::text, "", {{"/dev/full"}}, [](Log& log) { log.info("said"); });
    EXPECT_EQ(shown, "qrgen: said\n");
}

}  // namespace
}  // namespace qrgen
