// SPDX-License-Identifier: MIT
#include "core/agents/agent_parser.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "core/agents/rules_yaml.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "tests/unit/agents/uap_core_agents.hpp"

namespace qrgen::agents {
namespace {

/// Rules of one list each, the others with one that matches nothing here.
AgentRules rules(const std::string& browsers, const std::string& systems = "  - regex: '(nothing of it)'\n",
                 const std::string& devices = "  - regex: '(nothing of it)'\n") {
    return read_rules("user_agent_parsers:\n" + browsers + "os_parsers:\n" + systems + "device_parsers:\n" +
                      devices);
}

bool is_clean(const UserAgent& found) {
    for (const std::string* text : {&found.device_family, &found.os_family, &found.os_version,
                                    &found.browser_family, &found.browser_version}) {
        if (text->size() > max_agent_field || find_invalid_utf8(*text)) return false;
    }
    return true;
}

TEST(AgentParser, TellsNothingOfAMissingAgent) {
    for (const char* agent : {"", " ", " \t "}) {
        const UserAgent found = test::parser().parse(agent);
        EXPECT_EQ(found, UserAgent{});
        EXPECT_EQ(found.device_family, "Unknown");
        EXPECT_EQ(found.os_family, "Unknown");
        EXPECT_EQ(found.browser_family, "Unknown");
        EXPECT_EQ(found.os_version + found.browser_version, "");
        EXPECT_EQ(found.type(), DeviceType::other);
    }
}

TEST(AgentParser, CallsAnAgentThatNoRuleKnowsOther) {
    const UserAgent found = test::parser().parse("'; DROP TABLE scans; <script>");
    EXPECT_EQ(found.device_family, "Other");
    EXPECT_EQ(found.os_family, "Other");
    EXPECT_EQ(found.browser_family, "Other");
    EXPECT_EQ(found.type(), DeviceType::other);
}

TEST(AgentParser, TakesAnyBytes) {
    std::string all;
    for (int i = 0; i < 64 << 10; ++i) all += static_cast<char>(i * 7 + (i >> 8));
    EXPECT_TRUE(is_clean(test::parser().parse(all)));
    for (const char* start : {"Mozilla/5.0 (Linux; Android 9; ", "Mozilla/5.0 (", "("}) {
        for (const char filler : {'a', ';', '(', ' ', '\0', '\n', '\xC3', '\xFF', '9', '/'}) {
            const std::string agent = start + std::string(64 << 10, filler);
            EXPECT_TRUE(is_clean(test::parser().parse(agent)))
                << start << " and " << static_cast<int>(filler);
        }
    }
    EXPECT_TRUE(is_clean(
        test::parser().parse("Mozilla/5.0 (Linux; Android 9; \xFF\xFE\x01\x7F Build/X) Chrome/1.2")));
}

TEST(AgentParser, LooksAtAThousandBytes) {
    const std::string browser = " Firefox/120.0";
    const std::string filler(max_agent - browser.size(), 'x');
    EXPECT_EQ(test::parser().parse(filler + browser).browser_family, "Firefox");
    EXPECT_EQ(test::parser().parse(filler + browser + ".5").browser_version, "120.0");
    EXPECT_EQ(test::parser().parse(filler + filler + browser).browser_family, "Other");
}

TEST(AgentParser, CutsBetweenCodePoints) {
    const AgentParser parser(rules("  - regex: '(x*\u20AC+)$'\n"));
    for (const std::size_t start : {0U, 1U, 2U}) {
        std::string agent(start, 'x');
        for (int i = 0; i < 400; ++i) agent += "\u20AC";
        const UserAgent found = parser.parse(agent);
        EXPECT_TRUE(found.browser_family.starts_with(agent.substr(0, 90))) << start;
        EXPECT_LE(found.browser_family.size(), max_agent_field);
        EXPECT_TRUE(is_clean(found));
    }
}

TEST(AgentParser, TakesTheFirstRuleThatMatches) {
    const AgentParser parser(
        rules("  - regex: '(Second)/(\\d+)'\n"
              "  - regex: '(First|Second)/(\\d+)\\.(\\d+)'\n"
              "  - regex: '(First)'\n"));
    EXPECT_EQ(parser.parse("First/1.2 Second/3.4").browser_family, "Second");
    EXPECT_EQ(parser.parse("First/1.2 Second/3.4").browser_version, "3");
    EXPECT_EQ(parser.parse("First/1.2").browser_version, "1.2");
    EXPECT_EQ(parser.parse("First").browser_family, "First");
    EXPECT_EQ(parser.parse("first").browser_family, "Other");
}

TEST(AgentParser, PassesOverARuleThatTellsNoFamily) {
    const AgentParser parser(
        rules("  - regex: 'Name(x|)(y)?'\n"
              "  - regex: 'Name(x|)(y)?'\n"
              "    family_replacement: '$1 $2 '\n"
              "  - regex: '(N)ame'\n"));
    EXPECT_EQ(parser.parse("Name").browser_family, "N");
    EXPECT_EQ(parser.parse("Namexy").browser_family, "x");
    EXPECT_EQ(parser.parse("Namey").browser_family, "y");
}

TEST(AgentParser, FillsTemplates) {
    const AgentParser parser(
        rules("  - regex: '(a)(b)(c)'\n    family_replacement: '$1-$1 $'\n    v1_replacement: '7'\n"));
    EXPECT_EQ(parser.parse("abc").browser_family, "a-a $");
    EXPECT_EQ(parser.parse("abc").browser_version, "7.c");
}

TEST(AgentParser, JoinsVersionsAsTheLibraryDoes) {
    const AgentParser parser(rules("  - regex: '(B)/(\\w*)(?:\\.(\\w+))?(?:\\.(\\w+))?'\n",
                                   "  - regex: '(S)/(\\w*)(?:\\.(\\w+))?(?:\\.(\\w+))?(?:\\.(\\w+))?'\n"));
    EXPECT_EQ(parser.parse("B/010.00.007").browser_version, "10.0.7");
    EXPECT_EQ(parser.parse("B/1b.02c").browser_version, "1b.02c");
    EXPECT_EQ(parser.parse("B/.5").browser_version, "5");
    EXPECT_EQ(parser.parse("B/").browser_version, "");
    EXPECT_EQ(parser.parse("S/10.0.22631.2861").os_version, "10.0.22631");
    EXPECT_EQ(parser.parse("S/.5").os_version, ".5");
}

TEST(AgentParser, IgnoresCaseWhereARuleSaysSo) {
    const AgentParser parser(
        rules("  - regex: '(none)'\n", "  - regex: '(none)'\n",
              "  - regex: 'kiosk'\n    regex_flag: 'i'\n    device_replacement: 'Kiosk'\n"));
    for (const char* agent : {"kiosk", "KIOSK", "\u212Aio\u017F\u212A"})
        EXPECT_EQ(parser.parse(agent).device_family, "Kiosk") << agent;
}

TEST(AgentParser, RefusesAnInvalidExpression) {
    for (const char* regex : {"(a", "a**+[", "[b-a]", "\\8", "(?<=a)b"}) {
        try {
            const AgentParser parser(rules("  - regex: '(fine)'\n  - regex: '" + std::string(regex) + "'\n"));
            ADD_FAILURE() << regex;
        } catch (const Error& e) {
            EXPECT_NE(e.message().find("the regex of rule 2"), std::string::npos) << e.message();
        }
    }
}

TEST(AgentParser, HasOnlyValidExpressionsBuiltIn) {
    EXPECT_NO_THROW(AgentParser{built_in_rules()});
}

TEST(AgentParser, IsSharedByThreads) {
    const AgentParser parser;
    const auto& agents = test::all_agents();
    std::vector<std::vector<UserAgent>> found(4);
    std::vector<std::thread> threads;
    for (auto& own : found) {
        threads.emplace_back([&parser, &agents, &own] {
            for (std::size_t i = 0; i < agents.size(); i += 100) own.push_back(parser.parse(agents[i]));
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& own : found) EXPECT_EQ(own, found.front());
}

}  // namespace
}  // namespace qrgen::agents
