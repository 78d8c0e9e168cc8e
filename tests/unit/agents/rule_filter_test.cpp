// SPDX-License-Identifier: MIT
#include "core/agents/rule_filter.hpp"

#include <algorithm>
#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/agents/rule_matcher.hpp"
#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

using testing::ElementsAre;

TEST(RuleFilter, FindsRulesWhoseWordsAreAllThere) {
    const RuleFilter filter({{{"one", "two"}}, {}, {{"one"}, {"two", "six"}}, {{"onetwo"}}, {{"one"}}});
    EXPECT_THAT(filter.candidates(""), ElementsAre(1));
    EXPECT_THAT(filter.candidates("on"), ElementsAre(1));
    EXPECT_THAT(filter.candidates("one"), ElementsAre(0, 1, 4));
    EXPECT_THAT(filter.candidates("a TWO"), ElementsAre(0, 1));
    EXPECT_THAT(filter.candidates("Six One"), ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(filter.candidates("oneTwo"), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(filter.candidates("one one one"), ElementsAre(0, 1, 4));
}

TEST(RuleFilter, KnowsLettersBeyondAsciiThatAreSomeWithoutRegardToCase) {
    const RuleFilter filter({{{"kiosk"}}});
    EXPECT_THAT(filter.candidates("\u212AIO\u017F\u212A"), ElementsAre(0));
}

TEST(RuleFilter, CanBeEmpty) {
    EXPECT_TRUE(RuleFilter({}).candidates("anything").empty());
}

/// Every rule is tried on a part of the agents: none that matches may have been left out.
TEST(RuleFilter, LeavesOutNoRuleThatMatches) {
    const AgentRules rules = built_in_rules();
    std::deque<RuleMatcher> matchers;
    std::vector<std::vector<WordChoice>> needs;
    for (const auto* list : {&rules.browsers, &rules.systems, &rules.devices}) {
        for (const AgentRule& rule : *list) {
            matchers.emplace_back(rule);
            needs.push_back(needed_words(rule.regex));
        }
    }
    const RuleFilter filter(needs);
    std::size_t matching = 0;
    std::size_t candidate = 0;
    std::size_t tried = 0;
    const auto& agents = test::all_agents();
    for (std::size_t i = 0; i < agents.size(); i += 60, ++tried) {
        const auto candidates = filter.candidates(agents[i]);
        candidate += candidates.size();
        for (std::uint32_t rule = 0; rule < matchers.size(); ++rule) {
            if (!matchers[rule].match(agents[i])) continue;
            ++matching;
            EXPECT_TRUE(std::binary_search(candidates.begin(), candidates.end(), rule))
                << agents[i] << " and rule " << rule;
        }
    }
    EXPECT_GE(matching, tried);
    EXPECT_LE(candidate / tried, 50U) << "hardly a rule is spared";
}

}  // namespace
}  // namespace qrgen::agents
