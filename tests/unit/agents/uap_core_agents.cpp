// SPDX-License-Identifier: MIT
#include "tests/unit/agents/uap_core_agents.hpp"

#include <algorithm>
#include <set>

#include <yaml-cpp/yaml.h>

namespace qrgen::agents::test {
namespace {

std::string text_of(const YAML::Node& node) {
    return node && !node.IsNull() ? node.as<std::string>() : "";
}

/// As the parser writes versions: without leading zeros.
std::string version_of(const YAML::Node& test) {
    std::string version;
    for (const char* part : {"major", "minor", "patch"}) {
        std::string text = text_of(test[part]);
        if (text.empty()) continue;
        if (text.find_first_not_of("0123456789") == std::string::npos)
            text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        version += (version.empty() ? "" : ".") + text;
    }
    return version;
}

bool contains_any(const std::string& text, std::initializer_list<const char*> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return text.find(part) != std::string::npos; });
}

}  // namespace

std::vector<Expected> read(const AgentFile& file) {
    std::vector<Expected> all;
    const YAML::Node document = YAML::LoadFile(std::string(QRGEN_UAP_CORE "/") + file.name);
    for (const YAML::Node& test : document["test_cases"]) {
        Expected expected{text_of(test["user_agent_string"]), text_of(test["family"]), std::nullopt};
        if (file.subject != Subject::device) expected.version = version_of(test);
        all.push_back(std::move(expected));
    }
    return all;
}

const std::vector<std::string>& all_agents() {
    static const std::vector<std::string> agents = [] {
        std::set<std::string> unique;
        for (const AgentFile& file : agent_files) {
            for (Expected& expected : read(file)) unique.insert(std::move(expected.agent));
        }
        return std::vector<std::string>(unique.begin(), unique.end());
    }();
    return agents;
}

bool is_ordinary(const std::string& agent) {
    return agent.starts_with("Mozilla/5.0 (") &&
           contains_any(agent, {"(Linux; Android ", "(iPhone; ", "(iPad; ", "(Windows NT ", "(Macintosh; ",
                                "(X11; Linux ", "(X11; Ubuntu; ", "(X11; CrOS "}) &&
           contains_any(agent, {" Chrome/", " Firefox/", " Safari/", " Mobile/", " Edge/", "Trident/7.0"}) &&
           !contains_any(agent, {"bot", "Bot", "spider", "Spider", "crawler", "http", "Web Preview"});
}

const AgentParser& parser() {
    static const AgentParser shared;
    return shared;
}

}  // namespace qrgen::agents::test
