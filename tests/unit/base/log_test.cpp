// SPDX-License-Identifier: MIT
#include "core/base/log.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

}  // namespace
}  // namespace qrgen
