// SPDX-License-Identifier: MIT
#include "core/agents/rules_yaml.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::agents {
namespace {

const std::string small =
    "# a comment\n"
    "user_agent_parsers:\n"
    "  - regex: '(Fire\\.fox)/(\\d+)'\n"
    "    family_replacement: 'Firefox ($1)'\n"
    "    v1_replacement: '1'\n"
    "    v3_replacement: '3'\n"
    "os_parsers:\n"
    "  - regex: \"Win\\\\d\"\n"
    "    os_replacement: Windows\n"
    "    os_v1_replacement: '$1'\n"
    "    os_v2_replacement: ''\n"
    "    unheard_of: 7\n"
    "device_parsers:\n"
    "  - regex: 'a''b'\n"
    "    regex_flag: 'i'\n"
    "    device_replacement: D\n"
    "    model_replacement: M\n"
    "  - regex: 'c'\n";

TEST(RulesYaml, AreReadAsTheyAreWritten) {
    const AgentRules rules = read_rules(small);
    ASSERT_EQ(rules.browsers.size(), 1U);
    EXPECT_EQ(rules.browsers[0].regex, "(Fire\\.fox)/(\\d+)");
    EXPECT_EQ(rules.browsers[0].family, "Firefox ($1)");
    EXPECT_EQ(rules.browsers[0].version, (std::array<std::string, 3>{"1", "", "3"}));
    EXPECT_FALSE(rules.browsers[0].ignores_case);
    ASSERT_EQ(rules.systems.size(), 1U);
    EXPECT_EQ(rules.systems[0].regex, "Win\\d");
    EXPECT_EQ(rules.systems[0].family, "Windows");
    EXPECT_EQ(rules.systems[0].version, (std::array<std::string, 3>{"$1", "", ""}));
    ASSERT_EQ(rules.devices.size(), 2U);
    EXPECT_EQ(rules.devices[0].regex, "a'b");
    EXPECT_TRUE(rules.devices[0].ignores_case);
    EXPECT_EQ(rules.devices[0].family, "D");
    EXPECT_EQ(rules.devices[1].regex, "c");
    EXPECT_EQ(rules.devices[1].family, "");
    EXPECT_FALSE(rules.devices[1].ignores_case);
}

TEST(RulesYaml, AreRefusedIfTheyAreBroken) {
    const std::string lists = "user_agent_parsers: []\nos_parsers: []\ndevice_parsers: []\n";
    EXPECT_NO_THROW(read_rules(lists));
    const std::string broken[] = {
        "",
        "user_agent_parsers: []\nos_parsers: []\n",
        lists + "another: [",
        lists + "another: 'x",
        "- user_agent_parsers\n",
        "just text",
        "user_agent_parsers: x\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - x\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - regex: [a]\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - regex: {a: b}\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - [regex]\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - family_replacement: x\nos_parsers: []\ndevice_parsers: []\n",
        "user_agent_parsers:\n  - &a\n    regex: x\n  - *a\nos_parsers: []\ndevice_parsers: []\n",
        std::string(100000, '['),
        std::string(100000, '{'),
        "\xFF\xFE\x01",
    };
    for (const std::string& yaml : broken) EXPECT_THROW(read_rules(yaml), Error) << yaml.substr(0, 100);
}

TEST(RulesYaml, CutAnywhereAreReadOrRefused) {
    for (std::size_t length = 0; length < small.size(); ++length) {
        try {
            read_rules(std::string_view(small).substr(0, length));
        } catch (const Error& e) {
            EXPECT_NE(e.message(), "");
        }
    }
}

}  // namespace
}  // namespace qrgen::agents
