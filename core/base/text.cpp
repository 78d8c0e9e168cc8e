// SPDX-License-Identifier: MIT
#include "core/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <cwctype>
#include <memory>
#include <type_traits>

#include <locale.h>

namespace qrgen {
namespace {

struct Utf8Lead {
    int length;      // bytes of the sequence; 0 if no sequence starts with this byte
    char32_t bits;   // payload of the lead byte
    char32_t least;  // smallest code point this length may encode
};

Utf8Lead classify(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07U, 0x10000};
    return {0, 0, 0};
}

// How many bytes at the beginning are ASCII, in whole words: most text is, and this goes faster.
std::size_t ascii_words(std::string_view text) {
    std::size_t count = 0;
    std::uint64_t word = 0;
    while (text.size() - count >= sizeof word) {
        std::memcpy(&word, text.data() + count, sizeof word);
        if ((word & 0x8080808080808080U) != 0) break;
        count += sizeof word;
    }
    return count;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

// glibc's own case tables; C.UTF-8 is built into Debian's libc and does not depend on installed locales.
char32_t lower(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    struct Deleter {
        void operator()(locale_t locale) const { freelocale(locale); }
    };
    static const std::unique_ptr<std::remove_pointer_t<locale_t>, Deleter> unicode(
        newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr));
    return unicode ? static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), unicode.get())) : c;
}

bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x061C || c == 0x200E ||
           c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_escape(std::string& out, char32_t c) {
    if (c == '\n') {
        out += "\\n";
    } else if (c == '\t') {
        out += "\\t";
    } else if (c == '\r') {
        out += "\\r";
    } else {
        char escape[16];
        std::snprintf(escape, sizeof escape, c < 0x80 ? "\\x%02X" : "\\u{%04X}", static_cast<unsigned>(c));
        out += escape;
    }
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                                   cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

std::string_view only_beginning_with(std::string_view start,
                                     const std::vector<std::string_view>& candidates) {
    constexpr std::size_t shortest_telling_start = 2;
    if (start.size() < shortest_telling_start) return {};
    const auto fits = [start](std::string_view candidate) { return candidate.starts_with(start); };
    const auto found = std::find_if(candidates.begin(), candidates.end(), fits);
    const bool is_only = found != candidates.end() &&
                         std::none_of(found + 1, candidates.end(),
                                      [&](std::string_view other) { return fits(other) && other != *found; });
    return is_only ? *found : std::string_view();
}

}  // namespace

std::optional<char32_t> next_code_point(std::string_view text, std::size_t& offset) {
    const Utf8Lead lead = classify(static_cast<unsigned char>(text[offset]));
    if (lead.length == 0 || text.size() - offset < static_cast<std::size_t>(lead.length)) return std::nullopt;
    char32_t c = lead.bits;
    for (int i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[offset + static_cast<std::size_t>(i)]);
        if ((byte & 0xC0U) != 0x80U) return std::nullopt;
        c = (c << 6) | (byte & 0x3FU);
    }
    if (c < lead.least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return std::nullopt;
    offset += static_cast<std::size_t>(lead.length);
    return c;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    std::size_t offset = 0;
    while (offset < text.size()) {
        offset += ascii_words(text.substr(offset));
        if (offset < text.size() && !next_code_point(text, offset)) return offset;
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string fold_case(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (const auto c = next_code_point(text, offset)) {
            append_utf8(folded, lower(*c));
        } else {
            folded += text[offset++];
        }
    }
    return folded;
}

std::string to_lower_ascii(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return lowered;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

std::string printable(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::size_t start = offset;
        const auto c = next_code_point(text, offset);
        if (!c) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\x%02X",
                          static_cast<unsigned>(static_cast<unsigned char>(text[offset++])));
            safe += escape;
        } else if (is_unprintable(*c)) {
            append_escape(safe, *c);
        } else {
            safe.append(text.substr(start, offset - start));
        }
    }
    return safe;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view piece = trim(text.substr(0, comma));
        if (!piece.empty()) pieces.emplace_back(piece);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return pieces;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    constexpr std::size_t longest_worth_comparing = 64;
    if (word.size() > longest_worth_comparing) return {};
    if (const std::string_view only = only_beginning_with(word, candidates); !only.empty()) return only;
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        const bool has_something_in_common = distance < std::max(word.size(), candidate.size());
        if (has_something_in_common && distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace qrgen
