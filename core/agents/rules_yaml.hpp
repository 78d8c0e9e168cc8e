// SPDX-License-Identifier: MIT
//
// The rules as uap-core's regexes.yaml writes them. Not a part of the program: the build and the tests use
// it.
#pragma once

#include <string_view>

#include "core/agents/agent_rules.hpp"

namespace qrgen::agents {

/// Members that are not known are skipped. Throws Error(failure) if `yaml` is no YAML, lacks one of the three
/// lists, has something else in their place, or a rule without regex; whether regexes are valid is not looked
/// at.
AgentRules read_rules(std::string_view yaml);

}  // namespace qrgen::agents
