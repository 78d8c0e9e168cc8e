// SPDX-License-Identifier: MIT
#include "core/agents/agent_cache.hpp"

#include <algorithm>

namespace qrgen::agents {

AgentCache::AgentCache(const AgentParser& parser, std::size_t capacity)
    : parser_(parser), half_(std::max<std::size_t>(capacity / 2, 1)) {}

void AgentCache::make_room() {
    if (young_.size() < half_) return;
    old_ = std::move(young_);
    young_.clear();
}

const UserAgent& AgentCache::get(std::string_view agent) {
    agent = agent.substr(0, max_agent);
    if (const auto known = young_.find(agent); known != young_.end()) {
        ++hits_;
        return known->second;
    }
    if (const auto known = old_.find(agent); known != old_.end()) {
        ++hits_;
        auto node = old_.extract(known);
        make_room();
        return young_.insert(std::move(node)).position->second;
    }
    ++misses_;
    UserAgent found = parser_.parse(agent);
    make_room();
    return young_.emplace(agent, std::move(found)).first->second;
}

}  // namespace qrgen::agents
