// SPDX-License-Identifier: MIT
#include "core/agents/rule_filter.hpp"

#include <algorithm>
#include <map>

#include "core/base/text.hpp"

namespace qrgen::agents {
namespace {

/// As needed_words() wants it: the two characters beyond ASCII that are ASCII letters without regard to case,
/// too.
std::string fold(std::string_view text) {
    std::string folded = to_lower_ascii(text);
    for (const auto& [special, letter] : {std::pair{"\u017F", "s"}, std::pair{"\u212A", "k"}}) {
        for (auto at = folded.find(special); at != std::string::npos; at = folded.find(special, at + 1))
            folded.replace(at, std::string_view(special).size(), letter);
    }
    return folded;
}

}  // namespace

std::size_t RuleFilter::bucket_of(const char* start) noexcept {
    static_assert(min_word == 3);
    std::uint32_t key = 0;
    for (std::size_t i = 0; i < min_word; ++i) key = key << 8 | static_cast<unsigned char>(start[i]);
    return key * 2654435761U >> (32 - bucket_bits);
}

RuleFilter::RuleFilter(const std::vector<std::vector<WordChoice>>& needs) {
    std::map<std::pair<std::size_t, std::string>, std::vector<std::uint32_t>> words;
    for (std::uint32_t rule = 0; rule < needs.size(); ++rule) {
        choices_of_rule_.push_back(static_cast<std::uint32_t>(needs[rule].size()));
        for (const WordChoice& choice : needs[rule]) {
            const auto id = static_cast<std::uint32_t>(rule_of_choice_.size());
            rule_of_choice_.push_back(rule);
            for (const std::string& word : choice) words[{bucket_of(word.data()), word}].push_back(id);
        }
    }
    std::size_t bucket = 0;
    for (const auto& [place, choices] : words) {
        const auto index = static_cast<std::uint32_t>(words_.size());
        while (bucket <= place.first) buckets_[bucket++] = index;
        words_.push_back({place.second, static_cast<std::uint32_t>(uses_.size())});
        uses_.insert(uses_.end(), choices.begin(), choices.end());
    }
    std::fill(buckets_.begin() + static_cast<std::ptrdiff_t>(bucket), buckets_.end(),
              static_cast<std::uint32_t>(words_.size()));
    words_.push_back({{}, static_cast<std::uint32_t>(uses_.size())});
}

std::vector<std::uint32_t> RuleFilter::candidates(std::string_view text) const {
    std::vector<std::uint32_t> missing = choices_of_rule_;
    std::vector<bool> is_met(rule_of_choice_.size());
    std::vector<bool> is_seen(words_.size());
    const std::string folded = fold(text);
    for (std::size_t at = 0; at + min_word <= folded.size(); ++at) {
        const std::size_t bucket = bucket_of(folded.data() + at);
        for (std::uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
            if (is_seen[i] || folded.compare(at, words_[i].text.size(), words_[i].text) != 0) continue;
            is_seen[i] = true;
            for (std::uint32_t use = words_[i].first_use; use < words_[i + 1].first_use; ++use) {
                const std::uint32_t choice = uses_[use];
                if (is_met[choice]) continue;
                is_met[choice] = true;
                --missing[rule_of_choice_[choice]];
            }
        }
    }
    std::vector<std::uint32_t> rules;
    for (std::uint32_t rule = 0; rule < missing.size(); ++rule) {
        if (missing[rule] == 0) rules.push_back(rule);
    }
    return rules;
}

}  // namespace qrgen::agents
