// SPDX-License-Identifier: MIT
#include "core/qr/formats/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace qrgen::qr {
namespace {

constexpr std::array<std::int64_t, 7> powers_of_ten{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

void append_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

}  // namespace

void append_decimal(std::string& out, double value, int places) {
    const std::int64_t unit = powers_of_ten[static_cast<std::size_t>(places)];
    append_scaled(out, std::llround(value * static_cast<double>(unit)), places);
}

void append_scaled(std::string& out, std::int64_t scaled, int places) {
    std::int64_t unit = powers_of_ten[static_cast<std::size_t>(places)];
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    const std::int64_t whole = scaled / unit;
    std::int64_t rest = scaled % unit;
    if (whole != 0 || rest == 0) append_integer(out, whole);
    if (rest == 0) return;
    out += '.';
    while (rest != 0) {
        unit /= 10;
        out += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
}

std::string decimal(double value, int places) {
    std::string text;
    append_decimal(text, value, places);
    return text;
}

}  // namespace qrgen::qr
