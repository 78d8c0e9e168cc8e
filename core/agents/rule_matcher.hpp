// SPDX-License-Identifier: MIT
//
// One rule at work.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/agents/agent_rules.hpp"

namespace re2 {
class RE2;
}

namespace qrgen::agents {

/// What a rule tells of an agent. Without a value: it tells nothing of that; a version's part can be empty
/// besides.
struct RuleFindings {
    std::string family = {};  // never empty
    std::array<std::optional<std::string>, 3> version = {};
};

/// Thread-safe. The expression is compiled when it is first asked, for most never are.
class RuleMatcher {
  public:
    explicit RuleMatcher(AgentRule rule);
    ~RuleMatcher();
    RuleMatcher(const RuleMatcher&) = delete;
    RuleMatcher& operator=(const RuleMatcher&) = delete;

    /// Nullopt if the rule does not match, or to an empty family, or has an invalid expression.
    std::optional<RuleFindings> match(std::string_view agent) const;

    /// Whether the expression is valid. Compiles it, and forgets it again.
    bool is_valid() const;

  private:
    std::unique_ptr<re2::RE2> compile() const;

    AgentRule rule_;
    mutable std::once_flag is_compiled_;
    mutable std::unique_ptr<re2::RE2> pattern_;
};

}  // namespace qrgen::agents
