// SPDX-License-Identifier: MIT
#include "core/agents/rule_matcher.hpp"

#include <algorithm>

#include <re2/re2.h>

#include "core/base/text.hpp"

namespace qrgen::agents {
namespace {

constexpr int max_groups = 9;  // that a template can name
// Bytes of one expression and its automata. All of uap-core's do with the first, and match faster than with
// more, because an automaton of many states is made for nothing: agents differ.
constexpr std::int64_t usual_memory = 128 << 10;
constexpr std::int64_t max_memory = 8 << 20;

using Groups = std::array<re2::StringPiece, 1 + max_groups>;

std::optional<std::string> group(const Groups& groups, std::size_t number) {
    if (groups[number].data() == nullptr) return std::nullopt;
    return std::string(groups[number]);
}

/// `text` with $1 to $9 replaced by groups, those that did not take part by nothing; trimmed.
std::string fill(std::string_view text, const Groups& groups) {
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '$' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9') {
            filled += group(groups, static_cast<std::size_t>(text[++i] - '0')).value_or("");
        } else {
            filled += text[i];
        }
    }
    return std::string(trim(filled));
}

std::optional<std::string> filled_or_nothing(std::string_view text, const Groups& groups) {
    std::string filled = fill(text, groups);
    if (filled.empty()) return std::nullopt;
    return filled;
}

}  // namespace

RuleMatcher::RuleMatcher(AgentRule rule) : rule_(std::move(rule)) {}

RuleMatcher::~RuleMatcher() = default;

std::unique_ptr<re2::RE2> RuleMatcher::compile() const {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!rule_.ignores_case);
    options.set_max_mem(usual_memory);
    auto pattern = std::make_unique<re2::RE2>(rule_.regex, options);
    if (pattern->ok()) return pattern;
    options.set_max_mem(max_memory);
    return std::make_unique<re2::RE2>(rule_.regex, options);
}

bool RuleMatcher::is_valid() const {
    return compile()->ok();
}

std::optional<RuleFindings> RuleMatcher::match(std::string_view agent) const {
    std::call_once(is_compiled_, [this] { pattern_ = compile(); });
    if (!pattern_->ok()) return std::nullopt;
    Groups groups;
    const int count = 1 + std::min(pattern_->NumberOfCapturingGroups(), max_groups);
    const re2::StringPiece text(agent.data(), agent.size());
    if (!pattern_->Match(text, 0, text.size(), re2::RE2::UNANCHORED, groups.data(), count))
        return std::nullopt;
    RuleFindings findings;
    findings.family = rule_.family.empty() ? group(groups, 1).value_or("") : fill(rule_.family, groups);
    if (findings.family.empty()) return std::nullopt;
    for (std::size_t i = 0; i < rule_.version.size(); ++i) {
        findings.version[i] =
            rule_.version[i].empty() ? group(groups, i + 2) : filled_or_nothing(rule_.version[i], groups);
    }
    return findings;
}

}  // namespace qrgen::agents
