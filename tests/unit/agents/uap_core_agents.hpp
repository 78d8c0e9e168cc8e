// SPDX-License-Identifier: MIT
//
// The agents that uap-core tests its own rules with, and what it expects of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agents/agent_parser.hpp"

namespace qrgen::agents::test {

struct Expected {
    std::string agent = {};
    std::string family = {};
    std::optional<std::string> version = {};  // of devices: none
};

enum class Subject { browser, system, device };

struct AgentFile {
    const char* name;
    Subject subject;
};

inline constexpr AgentFile agent_files[] = {
    {"tests/test_ua.yaml", Subject::browser},
    {"tests/test_os.yaml", Subject::system},
    {"tests/test_device.yaml", Subject::device},
    {"test_resources/additional_os_tests.yaml", Subject::system},
    {"test_resources/firefox_user_agent_strings.yaml", Subject::browser},
    {"test_resources/opera_mini_user_agent_strings.yaml", Subject::browser},
    {"test_resources/pgts_browser_list.yaml", Subject::browser},
    {"test_resources/podcasting_user_agent_strings.yaml", Subject::browser},
};

std::vector<Expected> read(const AgentFile& file);

/// All of them, each once.
const std::vector<std::string>& all_agents();

/// Whether people use it, on what most people have: a browser (or one inside of an app) that calls itself
/// Mozilla/5.0 with one of today's engines, on Android, iOS, Windows, macOS, Linux or ChromeOS, and is no
/// robot.
bool is_ordinary(const std::string& agent);

/// With the rules that were built in; made once.
const AgentParser& parser();

}  // namespace qrgen::agents::test
