// SPDX-License-Identifier: MIT
#include "core/qr/formats/ascii85.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace qrgen::qr {
namespace {

constexpr std::size_t line_length = 80;

// Up to four bytes become one character more than they are, or "z" if they are four zeros.
std::string encode_group(std::string_view bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    if (number == 0 && bytes.size() == 4) return "z";
    std::array<char, 5> digits{};
    for (std::size_t i = 5; i-- > 0; number /= 85) digits[i] = static_cast<char>('!' + number % 85);
    return {digits.data(), bytes.size() + 1};
}

}  // namespace

std::string to_ascii85(std::string_view bytes) {
    std::string text;
    std::size_t line = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 4) {
        const std::string group = encode_group(bytes.substr(at, 4));
        if (line + group.size() > line_length) {
            text += '\n';
            line = 0;
        }
        if (line == 0 && group.front() == '%') text += ' ';
        text += group;
        line += group.size();
    }
    text += "\n~>\n";
    return text;
}

}  // namespace qrgen::qr
