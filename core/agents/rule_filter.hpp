// SPDX-License-Identifier: MIT
//
// Which of many regular expressions may match a text, found by one walk over it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/agents/needed_words.hpp"

namespace qrgen::agents {

/// Thread-safe once made.
class RuleFilter {
  public:
    /// By rule, what it needs. A rule that needs nothing may match any text.
    explicit RuleFilter(const std::vector<std::vector<WordChoice>>& needs);

    /// The rules that may match `text`, ascending: all that do, and few others.
    std::vector<std::uint32_t> candidates(std::string_view text) const;

  private:
    static constexpr unsigned bucket_bits = 12;

    /// A word, and the choices that hold it: those from `first_use` on up to that of the next word.
    struct Word {
        std::string text;
        std::uint32_t first_use;
    };

    static std::size_t bucket_of(const char* start) noexcept;

    // Words, those of one bucket next to each other, and where each bucket starts; the last entries only end
    // others.
    std::vector<Word> words_;
    std::array<std::uint32_t, (1U << bucket_bits) + 1> buckets_{};
    std::vector<std::uint32_t> uses_;  // choices, by word
    std::vector<std::uint32_t> rule_of_choice_;
    std::vector<std::uint32_t> choices_of_rule_;  // how many must be met
};

}  // namespace qrgen::agents
