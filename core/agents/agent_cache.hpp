// SPDX-License-Identifier: MIT
//
// Agents that were parsed lately.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/agents/agent_parser.hpp"

namespace qrgen::agents {

/// Not thread-safe: each thread has its own, or the only user.
class AgentCache {
  public:
    static constexpr std::size_t usual_capacity = 4096;  // agents; some 2 MiB, at most 8 MiB

    /// `parser` must outlive the cache. Holds at most `capacity` agents (at least 2): those seen last, and of
    /// the half that is oldest only those that were asked for again.
    explicit AgentCache(const AgentParser& parser, std::size_t capacity = usual_capacity);

    /// What the parser says. Valid until the next call.
    const UserAgent& get(std::string_view agent);

    std::size_t size() const noexcept { return young_.size() + old_.size(); }
    std::uint64_t hits() const noexcept { return hits_; }
    std::uint64_t misses() const noexcept { return misses_; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>()(text);
        }
    };
    using Agents = std::unordered_map<std::string, UserAgent, Hash, std::equal_to<>>;

    void make_room();

    const AgentParser& parser_;
    std::size_t half_;
    Agents young_;
    Agents old_;
    std::uint64_t hits_ = 0;
    std::uint64_t misses_ = 0;
};

}  // namespace qrgen::agents
