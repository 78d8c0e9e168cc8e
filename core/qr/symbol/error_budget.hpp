// SPDX-License-Identifier: MIT
//
// How much of a symbol's error correction is used up when modules are not seen as they were encoded: by a
// logo that covers them, or in a picture that is verified. Exact: wrong modules make wrong codewords, wrong
// codewords are counted for each block, and each block stands or falls alone.
#pragma once

#include <functional>
#include <vector>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

struct BlockErrors {
    int wrong;        // codewords
    int correctable;  // ⌊ec / 2⌋ of them can be put right
};

/// How a reader sees the module; called for data modules only.
using SeenDark = std::function<bool(int x, int y)>;

/// For a QR code, in the order of block_sizes(). The symbol is what was meant.
std::vector<BlockErrors> count_errors(const Symbol& symbol, const SeenDark& seen);

/// Whether every block can be put right.
bool is_readable(const std::vector<BlockErrors>& blocks) noexcept;

/// Whether every block keeps at least `reserve` (0 to 1) of what it can put right.
bool keeps_reserve(const std::vector<BlockErrors>& blocks, double reserve) noexcept;

/// What a logo must leave for dirt, wear and bad light.
inline constexpr double logo_reserve = 0.2;

}  // namespace qrgen::qr
