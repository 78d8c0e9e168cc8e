// SPDX-License-Identifier: MIT
#include "core/qr/formats/xml_text.hpp"

#include <cstddef>

#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

// The characters of XML 1.0, section 2.2; no reference can stand for any other.
bool is_xml_character(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xFFFE) || c >= 0x10000;
}

}  // namespace

std::string xml_text(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
    std::string escaped;
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::size_t start = offset;
        const auto c = next_code_point(text, offset);
        if (!c) {
            escaped += replacement;
            ++offset;
        } else if (!is_xml_character(*c)) {
            escaped += replacement;
        } else if (*c == '&') {
            escaped += "&amp;";
        } else if (*c == '<') {
            escaped += "&lt;";
        } else if (*c == '>') {
            escaped += "&gt;";
        } else if (*c == '\r') {
            escaped += "&#13;";  // a bare one would be read as a line feed
        } else {
            escaped += text.substr(start, offset - start);
        }
    }
    return escaped;
}

std::string xml_attribute(std::string_view text) {
    std::string escaped;
    for (const char c : xml_text(text)) {
        if (c == '"') {
            escaped += "&quot;";
        } else {
            escaped += c == '\n' ? ' ' : c;
        }
    }
    return escaped;
}

}  // namespace qrgen::qr
