// SPDX-License-Identifier: MIT
#include "core/base/clean_text.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace qrgen {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_plain(char c) {
    return c >= 0x20 && c < 0x7F;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace

std::string clean_text(std::string_view text, std::size_t limit) {
    // Nearly all that is sent is ASCII.
    const auto start = text.substr(0, limit);
    std::string clean(start.begin(), std::find_if_not(start.begin(), start.end(), is_plain));
    std::size_t offset = clean.size();
    while (offset < text.size()) {
        const std::size_t before = offset;
        const auto c = next_code_point(text, offset);
        if (!c) ++offset;
        const auto piece = c && !is_control(*c) ? text.substr(before, offset - before) : replacement;
        if (clean.size() + piece.size() > limit) break;
        clean += piece;
    }
    return clean;
}

}  // namespace qrgen
