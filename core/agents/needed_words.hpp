// SPDX-License-Identifier: MIT
//
// Words without which a regular expression cannot match: a cheap look at them spares most of more than a
// thousand expressions a look at the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qrgen::agents {

inline constexpr std::size_t min_word = 3;  // bytes; shorter ones occur everywhere

/// Of which one must occur. None is shorter than `min_word`; letters are in lower case.
using WordChoice = std::vector<std::string>;

/// All choices of which each text that `regex` (RE2's syntax) matches holds a word, the text's ASCII letters
/// in lower case and U+017F and U+212A, which are a lower-case s and k without regard to case, as these. May
/// miss some; none at all, if nothing is certain or the expression cannot be understood. Never throws but for
/// lack of memory.
std::vector<WordChoice> needed_words(std::string_view regex);

}  // namespace qrgen::agents
