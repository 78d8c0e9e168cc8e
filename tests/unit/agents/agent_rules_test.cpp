// SPDX-License-Identifier: MIT
#include "core/agents/agent_rules.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "core/agents/rules_yaml.hpp"
#include "core/base/error.hpp"

namespace qrgen::agents {
namespace {

AgentRules some_rules() {
    AgentRules rules;
    rules.browsers = {{"(a)/(\\d+)", false, "A $1", {"1", "", "3"}}, {"b", true, "", {}}};
    rules.devices = {{"c\nd", false, "", {"", "2", ""}}};
    return rules;
}

TEST(AgentRules, ArePackedAndUnpacked) {
    EXPECT_EQ(unpack(pack(some_rules())), some_rules());
    EXPECT_EQ(unpack(pack({})), AgentRules());
}

TEST(AgentRules, CannotHoldNul) {
    AgentRules rules;
    rules.systems = {{std::string("a\0b", 3), false, "", {}}};
    EXPECT_THROW(pack(rules), Error);
}

TEST(AgentRules, AreNotUnpackedIfTheyAreDamaged) {
    const std::string packed = pack(some_rules());
    for (std::size_t length = 0; length < packed.size(); ++length)
        EXPECT_THROW(unpack(packed.substr(0, length)), Error) << length;
    EXPECT_THROW(unpack(packed + 'x'), Error);
    for (const char* count : {"x", "-1", "99999999999999999999", "1000000", "1x"})
        EXPECT_THROW(unpack(count + packed.substr(1)), Error) << count;
}

TEST(AgentRules, ThatAreBuiltInAreThoseOfUapCore) {
    std::ifstream file(QRGEN_UAP_CORE "/regexes.yaml", std::ios::binary);
    EXPECT_EQ(built_in_rules(), read_rules(std::string{std::istreambuf_iterator<char>(file), {}}));
    EXPECT_GT(built_in_rules().browsers.size(), 300U);
    EXPECT_GT(built_in_rules().systems.size(), 150U);
    EXPECT_GT(built_in_rules().devices.size(), 600U);
}

}  // namespace
}  // namespace qrgen::agents
