// SPDX-License-Identifier: MIT
#include "core/agents/agent_parser.hpp"

#include <algorithm>
#include <deque>

#include "core/agents/device_kind.hpp"
#include "core/agents/link_previews.hpp"
#include "core/agents/rule_filter.hpp"
#include "core/agents/rule_matcher.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/base/clean_text.hpp"

namespace qrgen::agents {
namespace {

std::string_view cut(std::string_view agent) {
    std::size_t length = std::min(agent.size(), max_agent);
    const auto is_inside = [&] { return (static_cast<unsigned char>(agent[length]) & 0xC0U) == 0x80U; };
    for (int i = 0; i < 3 && length > 0 && length < agent.size() && is_inside(); ++i) --length;
    return agent.substr(0, length);
}

/// A number without leading zeros; other text as it is.
std::string_view plain_number(std::string_view text) {
    const bool is_number = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_number) text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
    return text;
}

std::string version_text(const std::array<std::optional<std::string>, 3>& parts, bool keeps_empty) {
    std::string text;
    bool is_first = true;
    for (const auto& part : parts) {
        if (!part || (part->empty() && !keeps_empty)) continue;
        if (!is_first) text += '.';
        is_first = false;
        const std::string_view number = plain_number(*part);
        text += number.empty() && !part->empty() ? "0" : number;
    }
    return text;
}

}  // namespace

/// All rules in one row: browsers, systems, devices.
class AgentParser::Rules {
  public:
    explicit Rules(AgentRules rules)
        : systems_(rules.browsers.size()), devices_(systems_ + rules.systems.size()), filter_(needs(rules)) {
        for (auto* list : {&rules.browsers, &rules.systems, &rules.devices}) {
            for (AgentRule& rule : *list) matchers_.emplace_back(std::move(rule));
        }
    }

    void require_valid() const {
        for (std::size_t i = 0; i < matchers_.size(); ++i) {
            if (matchers_[i].is_valid()) continue;
            throw Error(ErrorKind::failure,
                        "the regex of rule " + std::to_string(i + 1) + " for user agents is not valid");
        }
    }

    UserAgent find(std::string_view agent) const {
        const auto candidates = filter_.candidates(agent);
        const auto first = [&](std::size_t from, std::size_t to) {
            auto candidate = std::lower_bound(candidates.begin(), candidates.end(), from);
            for (; candidate != candidates.end() && *candidate < to; ++candidate) {
                if (auto findings = matchers_[*candidate].match(agent)) return *findings;
            }
            RuleFindings none;
            none.family = other_family;
            return none;
        };
        const RuleFindings browser = first(0, systems_);
        const RuleFindings system = first(systems_, devices_);
        const RuleFindings device = first(devices_, matchers_.size());
        UserAgent found;
        found.browser_family = browser.family;
        found.browser_version = version_text(browser.version, false);
        found.os_family = system.family;
        found.os_version = version_text(system.version, true);
        found.device_family = device.family;
        set_device_kind(found, agent);
        return found;
    }

  private:
    static std::vector<std::vector<WordChoice>> needs(const AgentRules& rules) {
        std::vector<std::vector<WordChoice>> needs;
        for (const auto* list : {&rules.browsers, &rules.systems, &rules.devices}) {
            for (const AgentRule& rule : *list) needs.push_back(needed_words(rule.regex));
        }
        return needs;
    }

    std::size_t systems_;  // where they start
    std::size_t devices_;
    RuleFilter filter_;
    std::deque<RuleMatcher> matchers_;
};

AgentParser::AgentParser() : rules_(std::make_unique<Rules>(built_in_rules())) {}

AgentParser::AgentParser(AgentRules rules) : rules_(std::make_unique<Rules>(std::move(rules))) {
    rules_->require_valid();
}

AgentParser::~AgentParser() = default;

UserAgent AgentParser::parse(std::string_view agent) const {
    agent = cut(agent);
    if (trim(agent).empty()) return {};
    UserAgent found = rules_->find(agent);
    found.is_bot = found.is_bot || is_link_preview(agent);
    for (std::string* text : {&found.device_family, &found.os_family, &found.os_version,
                              &found.browser_family, &found.browser_version}) {
        *text = clean_text(*text, max_agent_field);
    }
    return found;
}

}  // namespace qrgen::agents
