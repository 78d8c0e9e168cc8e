// SPDX-License-Identifier: MIT
#include "core/qr/payload/encoding.hpp"

#include "core/qr/payload/values.hpp"

namespace qrgen::qr {

std::string percent_encode(std::string_view text, std::string_view also_plain) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
            also_plain.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded.append({'%', digits[byte >> 4], digits[byte & 0x0F]});
        }
    }
    return encoded;
}

std::string backslash_escape(std::string_view text, std::string_view special) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '\\' || special.find(c) != std::string_view::npos) escaped += '\\';
        escaped += c;
    }
    return escaped;
}

}  // namespace qrgen::qr
