// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace qrgen::qr {

/// Puts right the wrong codewords of one block, whose last `correction` codewords are error correction
/// (Reed–Solomon over GF(256) with the polynomial 0x11D and roots α^0, α^1, …: ISO/IEC 18004, section 7.5.2
/// and annex B). Returns how many were wrong; nullopt, leaving the block as it was, if no valid block is
/// within ⌊correction / 2⌋ wrong codewords. With more wrong ones than that, what was meant is out of reach:
/// mostly the answer is nullopt, but now and then another valid block is near, and becomes the result. A
/// block of more than 255 codewords, or one without data, is never valid.
std::optional<int> correct_block(std::span<std::uint8_t> codewords, int correction);

}  // namespace qrgen::qr
