// SPDX-License-Identifier: MIT
#include "core/agents/rules_yaml.hpp"

#include <istream>
#include <streambuf>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "core/base/error.hpp"

namespace qrgen::agents {
namespace {

[[noreturn]] void complain(const std::string& what) {
    throw Error(ErrorKind::failure, "the rules for user agents cannot be used: " + what);
}

/// Bytes that stay where they are, as a stream.
class ViewBuffer : public std::streambuf {
  public:
    explicit ViewBuffer(std::string_view text) {
        char* start = const_cast<char*>(text.data());  // only read
        setg(start, start, start + text.size());
    }
};

/// Takes the rules from the events of a document, so that no tree of it is ever in memory. Rules are maps of
/// depth 3: document, list, rule.
class RulesHandler : public YAML::EventHandler {
  public:
    AgentRules rules;
    int lists = 0;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { take(mark, ""); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& text) override {
        take(mark, text);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        if (depth_ != 1) refuse(mark);
        list_ = list_of(key_);
        has_key_ = false;
        if (list_ != nullptr) ++lists;
        ++depth_;
    }
    void OnSequenceEnd() override { --depth_; }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        if (depth_ != 0 && depth_ != 2) refuse(mark);
        if (depth_ == 2) rule_ = {};
        ++depth_;
    }
    void OnMapEnd() override {
        --depth_;
        if (depth_ != 2 || list_ == nullptr) return;
        if (rule_.regex.empty()) complain("a rule has no regex");
        list_->push_back(rule_);
    }

  private:
    [[noreturn]] static void refuse(const YAML::Mark& mark) {
        complain("line " + std::to_string(mark.line + 1) + " holds what rules do not have");
    }

    std::vector<AgentRule>* list_of(std::string_view name) noexcept {
        if (name == "user_agent_parsers") return &rules.browsers;
        if (name == "os_parsers") return &rules.systems;
        if (name == "device_parsers") return &rules.devices;
        return nullptr;
    }

    void take(const YAML::Mark& mark, const std::string& text) {
        if (depth_ != 1 && depth_ != 3) refuse(mark);
        if (!has_key_) {
            key_ = text;
            has_key_ = true;
            return;
        }
        has_key_ = false;
        if (depth_ == 3) set(key_, text);
    }

    void set(std::string_view name, const std::string& text) {
        if (name == "regex") rule_.regex = text;
        if (name == "regex_flag") rule_.ignores_case = text == "i";
        if (name == "family_replacement" || name == "os_replacement" || name == "device_replacement") {
            rule_.family = text;
        }
        if (name == "v1_replacement" || name == "os_v1_replacement") rule_.version[0] = text;
        if (name == "v2_replacement" || name == "os_v2_replacement") rule_.version[1] = text;
        if (name == "v3_replacement" || name == "os_v3_replacement") rule_.version[2] = text;
    }

    int depth_ = 0;
    bool has_key_ = false;
    std::string key_;
    std::vector<AgentRule>* list_ = nullptr;
    AgentRule rule_;
};

}  // namespace

AgentRules read_rules(std::string_view yaml) {
    ViewBuffer buffer(yaml);
    std::istream stream(&buffer);
    RulesHandler handler;
    try {
        YAML::Parser(stream).HandleNextDocument(handler);
    } catch (const YAML::Exception& e) {
        complain("line " + std::to_string(e.mark.line + 1) + " is not YAML");
    }
    if (handler.lists != 3) complain("they need one list each of browsers, systems and devices");
    return std::move(handler.rules);
}

}  // namespace qrgen::agents
