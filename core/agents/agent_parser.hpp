// SPDX-License-Identifier: MIT
//
// Reads User-Agent headers by the rules of uap-core.
#pragma once

#include <memory>
#include <string_view>

#include "core/agents/agent_rules.hpp"
#include "core/agents/user_agent.hpp"

namespace qrgen::agents {

/// Thread-safe once made. Memory grows with the rules that agents make it compile, up to those of all.
class AgentParser {
  public:
    /// With the rules that were built into the program. Takes some ten milliseconds.
    AgentParser();

    /// With these. Throws Error(failure) if an expression is not valid; to find that, each is compiled once.
    explicit AgentParser(AgentRules rules);

    ~AgentParser();
    AgentParser(const AgentParser&) = delete;
    AgentParser& operator=(const AgentParser&) = delete;

    /// Any bytes will do; those behind `max_agent` are not looked at. An agent of nothing but white space is
    /// none: families are `unknown_family`. Besides the robots that the rules know, fetchers of link previews
    /// are bots (link_previews.hpp). Throws only for lack of memory.
    UserAgent parse(std::string_view agent) const;

  private:
    class Rules;
    std::unique_ptr<const Rules> rules_;
};

}  // namespace qrgen::agents
