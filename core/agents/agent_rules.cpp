// SPDX-License-Identifier: MIT
#include "core/agents/agent_rules.hpp"

#include <charconv>

#include "core/base/error.hpp"

namespace qrgen::agents {
namespace {

void add(std::string& packed, const std::string& text) {
    if (text.find('\0') != std::string::npos)
        throw Error(ErrorKind::failure, "a rule for user agents holds a NUL");
    packed += text;
    packed += '\0';
}

class Unpacker {
  public:
    explicit Unpacker(std::string_view packed) : rest_(packed) {}

    std::vector<AgentRule> list() {
        const std::string count_text = text();
        std::size_t count = 0;
        const char* end = count_text.data() + count_text.size();
        const auto [behind, error] = std::from_chars(count_text.data(), end, count);
        if (error != std::errc() || behind != end || count > rest_.size()) refuse();
        std::vector<AgentRule> rules(count);
        for (AgentRule& rule : rules) {
            rule.regex = text();
            rule.ignores_case = text() == "i";
            rule.family = text();
            for (std::string& part : rule.version) part = text();
        }
        return rules;
    }

    void finish() const {
        if (!rest_.empty()) refuse();
    }

  private:
    [[noreturn]] static void refuse() {
        throw Error(ErrorKind::failure, "the packed rules for user agents are damaged");
    }

    std::string text() {
        const auto end = rest_.find('\0');
        if (end == std::string_view::npos) refuse();
        std::string found(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        return found;
    }

    std::string_view rest_;
};

}  // namespace

std::string pack(const AgentRules& rules) {
    std::string packed;
    for (const auto* list : {&rules.browsers, &rules.systems, &rules.devices}) {
        add(packed, std::to_string(list->size()));
        for (const AgentRule& rule : *list) {
            add(packed, rule.regex);
            add(packed, rule.ignores_case ? "i" : "");
            add(packed, rule.family);
            for (const std::string& part : rule.version) add(packed, part);
        }
    }
    return packed;
}

AgentRules unpack(std::string_view packed) {
    Unpacker unpacker(packed);
    AgentRules rules;
    rules.browsers = unpacker.list();
    rules.systems = unpacker.list();
    rules.devices = unpacker.list();
    unpacker.finish();
    return rules;
}

}  // namespace qrgen::agents
