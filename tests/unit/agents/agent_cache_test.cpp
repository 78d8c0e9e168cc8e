// SPDX-License-Identifier: MIT
#include "core/agents/agent_cache.hpp"

#include <gtest/gtest.h>

#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

TEST(AgentCache, SaysWhatTheParserSays) {
    AgentCache cache(test::parser(), 16);
    const auto& agents = test::all_agents();
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < agents.size(); i += 1000)
            EXPECT_EQ(cache.get(agents[i]), test::parser().parse(agents[i])) << agents[i];
    }
    EXPECT_EQ(cache.get(""), UserAgent{});
    EXPECT_LE(cache.size(), 16U);
}

TEST(AgentCache, CountsHitsAndMisses) {
    AgentCache cache(test::parser());
    cache.get("curl/1.0");
    cache.get("curl/2.0");
    EXPECT_EQ(cache.hits(), 0U);
    EXPECT_EQ(cache.misses(), 2U);
    EXPECT_EQ(cache.get("curl/1.0").browser_version, "1.0");
    EXPECT_EQ(cache.hits(), 1U);
    EXPECT_EQ(cache.misses(), 2U);
}

TEST(AgentCache, KeepsWhatIsAskedForAgain) {
    AgentCache cache(test::parser(), 8);
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(cache.get("curl/1.0").browser_version, "1.0");
        cache.get("curl/2." + std::to_string(i));
        EXPECT_LE(cache.size(), 8U);
    }
    EXPECT_EQ(cache.misses(), 1001U);
    EXPECT_EQ(cache.hits(), 999U);
}

TEST(AgentCache, ForgetsWhatIsNot) {
    AgentCache cache(test::parser(), 8);
    cache.get("curl/1.0");
    for (int i = 0; i < 8; ++i) cache.get("curl/2." + std::to_string(i));
    cache.get("curl/1.0");
    EXPECT_EQ(cache.misses(), 10U);
}

TEST(AgentCache, IsBoundedByWhatOneAgentTakes) {
    AgentCache cache(test::parser());
    const std::string start = "curl/1.0 " + std::string(max_agent, 'x');
    cache.get(start);
    cache.get(start + "another end");
    EXPECT_EQ(cache.size(), 1U);
    EXPECT_EQ(cache.hits(), 1U);
}

}  // namespace
}  // namespace qrgen::agents
