// SPDX-License-Identifier: MIT
//
// How much symbols hold: ISO/IEC 18004, tables 2, 3 and 7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// How a part of the content is written. Kanji mode is never used: it is for Shift JIS, not UTF-8.
enum class SegmentMode : std::uint8_t { numeric, alphanumeric, bytes };

/// The bits in front of a segment's characters, mode indicator and character count; nullopt if the version
/// has no such mode (M1 has digits alone, M2 no bytes).
std::optional<int> header_bits(SegmentMode mode, SymbolKind kind, int version) noexcept;

/// The bits for segments; 0 if the version does not exist at the level (Micro QR).
int data_bits(SymbolKind kind, int version, ErrorLevel level);

/// The most that fits when the content is one segment; 0 without such a mode.
struct Capacity {
    std::size_t digits;
    std::size_t alphanumerics;
    std::size_t bytes;
};

/// Of `bits` in a symbol of the version.
Capacity capacity_of(int bits, SymbolKind kind, int version) noexcept;

}  // namespace qrgen::qr
