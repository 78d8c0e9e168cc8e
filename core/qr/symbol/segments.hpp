// SPDX-License-Identifier: MIT
//
// Content cut into numeric, alphanumeric and byte segments that together take the fewest bits. For what
// libqrencode cannot do by itself: it cuts as if Micro QR had the headers of QR codes, does not always find
// the best cuts, and breaks content between symbols in the midst of characters.
#pragma once

#include <string_view>
#include <vector>

#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {

struct Segment {
    SegmentMode mode;
    std::string_view content;  // a part of what was cut
};

/// The longest beginning of `content` that fits into `bits` of a symbol of the version, not ending within a
/// character of text. Empty if not even the first character fits. Bytes become one segment. The time it takes
/// depends on `bits`, not on the content's length.
std::vector<Segment> longest_fitting(std::string_view content, ContentKind content_kind, int bits,
                                     SymbolKind kind, int version);

/// How much of the content the segments hold.
std::size_t length_of(const std::vector<Segment>& segments) noexcept;

/// ISO/IEC 18004, table 5.
bool is_digit(char c) noexcept;
bool is_alphanumeric(char c) noexcept;

}  // namespace qrgen::qr
