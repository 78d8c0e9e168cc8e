// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "core/base/text.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E);
}

void check_utf8(std::string_view text) {
    std::size_t offset = 0;
    std::size_t code_points = 0;
    while (offset < text.size()) {
        const std::size_t before = offset;
        const auto c = next_code_point(text, offset);
        if (!c) {
            expect(offset == before, "ill-formed bytes do not move the offset");
            break;
        }
        expect(offset > before && offset <= before + 4, "one to four bytes are read");
        expect(*c <= 0x10FFFF && (*c < 0xD800 || *c > 0xDFFF), "a Unicode scalar value");
        ++code_points;
    }
    const auto invalid = find_invalid_utf8(text);
    expect(invalid ? *invalid == offset : offset == text.size(), "both find the same first ill-formed byte");
    if (!invalid) expect(count_code_points(text) == code_points, "both count the same");
}

void check_printable(std::string_view text) {
    const std::string shown = printable(text);
    expect(!find_invalid_utf8(shown), "what is shown is UTF-8");
    for (std::size_t offset = 0; offset < shown.size();) {
        expect(!is_control(*next_code_point(shown, offset)), "what is shown holds no control character");
    }
    expect(printable(shown) == shown, "what is shown needs no further escapes");
    expect(text.size() <= shown.size(), "nothing is left out");
}

void check_folding(std::string_view text) {
    const std::string folded = fold_case(text);
    expect(find_invalid_utf8(text).has_value() == find_invalid_utf8(folded).has_value(),
           "folding keeps validity");
    expect(fold_case(folded) == folded, "folding twice changes nothing more");
    expect(fold_case(to_lower_ascii(text)) == folded, "ASCII folds like the rest");
    expect(to_lower_ascii(text).size() == text.size(), "ASCII folding keeps the length");
}

void check_lists(std::string_view text) {
    const std::string_view trimmed = trim(text);
    expect(trim(trimmed) == trimmed && text.find(trimmed) != std::string_view::npos, "trimming cuts once");
    const auto pieces = split_list(text);
    std::string joined;
    for (const std::string& piece : pieces) {
        expect(!piece.empty() && trim(piece) == piece && piece.find(',') == std::string::npos,
               "pieces are trimmed");
        joined += piece + ',';
    }
    expect(split_list(joined) == pieces, "a list survives being joined");
    const std::vector<std::string_view> words{"render", "generate", "list", "show", ""};
    const std::string_view found = nearest(text, words);
    expect(std::find(words.begin(), words.end(), found) != words.end(), "only candidates are suggested");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    check_utf8(text);
    check_printable(text);
    check_folding(text);
    check_lists(text);
    return 0;
}
