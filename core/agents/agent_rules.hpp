// SPDX-License-Identifier: MIT
//
// The rules of uap-core (https://github.com/ua-parser/uap-core, its docs/specification.md), as its
// regexes.yaml writes them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::agents {

/// One regular expression and what is told of an agent that it matches. An empty template stands for the
/// group of its place: the family for the first, the parts of the version for those behind.
struct AgentRule {
    std::string regex = {};
    bool ignores_case = false;
    std::string family = {};                  // "$1" to "$9" stand for groups
    std::array<std::string, 3> version = {};  // of browsers and systems
};

/// In the order in which they are tried: the first that matches counts.
struct AgentRules {
    std::vector<AgentRule> browsers = {};
    std::vector<AgentRule> systems = {};
    std::vector<AgentRule> devices = {};
};

/// Members that are not known are skipped. Throws Error(failure) if `yaml` is no YAML, lacks one of the three
/// lists, has something else in their place, or a rule without regex; whether regexes are valid is not looked
/// at.
AgentRules read_agent_rules(std::string_view yaml);

/// Those that were built into the program, as YAML.
std::string_view embedded_agent_rules() noexcept;

}  // namespace qrgen::agents
