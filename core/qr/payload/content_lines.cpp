// SPDX-License-Identifier: MIT
#include "core/qr/payload/content_lines.hpp"

#include "core/qr/payload/encoding.hpp"

namespace qrgen::qr {

void ContentLines::add(std::string_view name, std::string_view value) {
    text_.append(name).append(":").append(value).append("\r\n");
}

void ContentLines::add_text(std::string_view name, std::string_view value) {
    if (!value.empty()) add(name, escape_text(value));
}

std::string escape_text(std::string_view text) {
    std::string escaped = backslash_escape(text, ",;");
    for (std::size_t at = escaped.find('\n'); at != std::string::npos; at = escaped.find('\n', at + 2)) {
        escaped.replace(at, 1, "\\n");
    }
    return escaped;
}

}  // namespace qrgen::qr
