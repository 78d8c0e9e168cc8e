// SPDX-License-Identifier: MIT
//
// The rules of uap-core (https://github.com/ua-parser/uap-core, its docs/specification.md). Its file
// regexes.yaml is read when the program is built (rules_yaml.hpp, make_packed_rules.cpp), because what reads
// YAML would cost each start of the program.
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

    bool operator==(const AgentRule&) const = default;
};

/// In the order in which they are tried: the first that matches counts.
struct AgentRules {
    std::vector<AgentRule> browsers = {};
    std::vector<AgentRule> systems = {};
    std::vector<AgentRule> devices = {};

    bool operator==(const AgentRules&) const = default;
};

/// The rules as a text that takes no effort to read: texts that NUL ends, a list starting with the count of
/// its rules. Throws Error(failure) if one of them holds a NUL.
std::string pack(const AgentRules& rules);

/// What pack() made. Throws Error(failure) if it is something else.
AgentRules unpack(std::string_view packed);

/// Those that were built into the program.
AgentRules built_in_rules();

}  // namespace qrgen::agents
