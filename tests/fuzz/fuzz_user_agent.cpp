// SPDX-License-Identifier: MIT
#include <string>

#include "core/agents/agent_cache.hpp"
#include "core/agents/agent_parser.hpp"
#include "core/agents/link_previews.hpp"
#include "core/agents/needed_words.hpp"
#include "core/base/text.hpp"
#include "core/scans/request_facts.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

bool is_clean(const std::string& text, std::size_t limit) {
    if (text.size() > limit || find_invalid_utf8(text)) return false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    }
    return true;
}

void check_agent(std::string_view agent) {
    static const agents::AgentParser parser;
    static agents::AgentCache cache(parser, 64);
    const agents::UserAgent found = parser.parse(agent);
    for (const std::string* text : {&found.device_family, &found.os_family, &found.os_version,
                                    &found.browser_family, &found.browser_version})
        expect(is_clean(*text, agents::max_agent_field), "what is found is short and clean");
    expect(!found.device_family.empty() && !found.os_family.empty() && !found.browser_family.empty(),
           "families have names");
    expect(!agents::is_link_preview(agent.substr(0, agents::max_agent)) || found.is_bot, "previews are bots");
    expect(cache.get(agent) == found && cache.get(agent) == found, "the cache says the same");
}

void check_words(std::string_view regex) {
    for (const agents::WordChoice& choice : agents::needed_words(regex)) {
        expect(!choice.empty(), "one of something");
        for (const std::string& word : choice)
            expect(word.size() >= agents::min_word && word == to_lower_ascii(word),
                   "words are long and lower case");
    }
}

void check_headers(std::string_view text) {
    const std::string host = scans::referrer_host(text);
    expect(is_clean(host, scans::max_referrer_host), "a host is short and clean");
    expect(host.empty() || scans::referrer_host("http://" + host).ends_with(host.substr(host.find('.') + 1)),
           "a host is one again");
    const std::string language = scans::language_of(text);
    expect(is_clean(language, scans::max_language), "a language is short and clean");
    expect(scans::language_of(language) == language, "a language is one again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    check_agent(text);
    check_words(text);
    check_headers(text);
    return 0;
}
