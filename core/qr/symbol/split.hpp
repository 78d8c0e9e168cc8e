// SPDX-License-Identifier: MIT
//
// Structured append (ISO/IEC 18004, section 8): long content over several symbols that a reader joins again.
#pragma once

#include <string_view>
#include <vector>

#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {

inline constexpr int max_split = 16;

/// One symbol's place in a sequence.
struct SequencePlace {
    int index;   // from 0
    int count;   // 1 to 16
    int parity;  // XOR of all bytes of the whole content: the same in all symbols
};

/// At most `count` (2 to 16) symbols, all of the smallest version at which they hold the content; fewer than
/// `count` if the content is too short for that many, and if one is enough, then one that is part of no
/// sequence. Text is never cut within a character, so each symbol is UTF-8 by itself. Throws Error(invalid),
/// field "content", as encode() does; the hint then names the count that would do, or else the level. A
/// version above options.min_version is taken when needed. options.boost is ignored; micro is refused.
/// Thread-safe.
std::vector<Symbol> encode_split(std::string_view content, const EncodeOptions& options, int count);

}  // namespace qrgen::qr
