// SPDX-License-Identifier: MIT
//
// UTF-8 text: validity, length, folding, and making foreign text safe to show. All functions are pure and
// thread-safe; none depends on the process's locale.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen {

/// Reads one code point at `offset` and moves `offset` behind it; nullopt if the bytes there are no
/// well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF), `offset` then unmoved.
/// Requires offset < text.size().
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& offset);

/// Where the first byte that is not well-formed UTF-8 lies; nullopt if all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Code points in well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

/// Lower-cased for comparison without regard to case, letter by letter, over all of Unicode. Ill-formed
/// bytes are kept as they are.
std::string fold_case(std::string_view text);

/// ASCII only; other bytes are kept.
std::string to_lower_ascii(std::string_view text);

/// Whether both are the same but for the case of ASCII letters.
bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// `text` with control characters (C0, DEL, C1), line and paragraph separators, bidirectional overrides and
/// ill-formed bytes written as \n, \t, \xNN or \u{NNNN}: safe for a terminal, always one line.
std::string printable(std::string_view text);

/// Without white space (space, tab, CR, LF) at both ends.
std::string_view trim(std::string_view text);

/// The pieces of a comma-separated list, trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text);

/// The candidate that is most likely meant by `word`: the only one that begins with it, or else the one at
/// the least edit distance (neighbours swapped counting one); an empty view if none is near enough to be
/// helpful.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace qrgen
