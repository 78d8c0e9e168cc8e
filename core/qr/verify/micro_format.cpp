// SPDX-License-Identifier: MIT
#include "core/qr/verify/micro_format.hpp"

#include <array>
#include <bit>
#include <cstddef>

namespace qrgen::qr {
namespace {

constexpr unsigned correction_bits = 10;
constexpr unsigned pattern = 0x4445;  // so that no format is all light
constexpr int correctable_bits = 3;

// BCH (15, 5): ISO/IEC 18004, annex C.2.
constexpr unsigned protect(unsigned data) {
    constexpr unsigned generator = 0x537;
    unsigned rest = data << correction_bits;
    for (unsigned bit = 14; bit >= correction_bits; --bit) {
        if ((rest >> bit & 1) != 0) rest ^= generator << (bit - correction_bits);
    }
    return (data << correction_bits | rest) ^ pattern;
}

// Down beside the finder pattern from the least significant bit, then leftwards below it.
unsigned format_bits(const Symbol& seen) {
    unsigned bits = 0;
    for (int i = 1; i <= 8; ++i) bits |= static_cast<unsigned>(seen.is_dark(8, i)) << (i - 1);
    for (int i = 1; i <= 7; ++i) bits |= static_cast<unsigned>(seen.is_dark(8 - i, 8)) << (7 + i);
    return bits;
}

// ISO/IEC 18004, table 13: the symbol number.
MicroFormat meaning(unsigned data) {
    using enum ErrorLevel;
    struct Kind {
        int version;
        ErrorLevel level;
    };
    constexpr std::array<Kind, 8> kinds{
        {{1, low}, {2, low}, {2, medium}, {3, low}, {3, medium}, {4, low}, {4, medium}, {4, quartile}}};
    const Kind kind = kinds[data >> 2];
    return {.version = kind.version, .level = kind.level, .mask = static_cast<int>(data & 3)};
}

}  // namespace

std::optional<MicroFormat> read_micro_format(const Symbol& seen) {
    const unsigned bits = format_bits(seen);
    for (unsigned data = 0; data < 32; ++data) {
        if (std::popcount(bits ^ protect(data)) <= correctable_bits) return meaning(data);
    }
    return std::nullopt;
}

}  // namespace qrgen::qr
