// SPDX-License-Identifier: MIT
//
// Where the codewords of a QR code lie and which blocks of error correction they form: ISO/IEC 18004, table 9
// and sections 7.6 and 7.7.3. For QR codes, not Micro QR.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// One block: `data` codewords followed by `correction` codewords.
struct BlockSize {
    int data;
    int correction;

    /// How many wrong codewords a decoder can put right: ⌊correction / 2⌋.
    int correctable() const noexcept { return correction / 2; }
};

/// The blocks of a symbol in their order; the shorter ones come first.
std::vector<BlockSize> block_sizes(int version, ErrorLevel level);

/// Column x from the left, row y from the top.
struct ModulePlace {
    std::uint8_t x;
    std::uint8_t y;
};

/// A codeword's place in its block.
struct BlockPlace {
    std::uint8_t block;     // index into block_sizes()
    std::uint8_t codeword;  // 0 to data + correction - 1
};

/// Immutable; the same for all symbols of one version and level.
class CodewordMap {
  public:
    CodewordMap(int version, ErrorLevel level);

    const std::vector<BlockSize>& blocks() const noexcept { return blocks_; }

    /// All codewords in the order in which they are placed in the symbol, the blocks interleaved.
    const std::vector<BlockPlace>& codewords() const noexcept { return codewords_; }

    /// The eight modules of codewords()[index], the most significant bit first.
    const ModulePlace* modules_of(std::size_t index) const noexcept { return modules_ + 8 * index; }

  private:
    std::vector<BlockSize> blocks_;
    std::vector<BlockPlace> codewords_;
    const ModulePlace* modules_;  // static: they differ by version alone
};

/// The mask condition of ISO/IEC 18004, table 10: whether `mask` (0 to 7) inverts the data module.
bool mask_inverts(int mask, int x, int y) noexcept;

/// Format information (ISO/IEC 18004, section 7.9): its 15 bits with their own error correction, and where
/// the bit (0 is the least significant) is in the first (0) or second (1) copy.
inline constexpr int format_length = 15;
unsigned format_word(ErrorLevel level, int mask) noexcept;
ModulePlace format_place(int copy, int bit, int size) noexcept;

/// What format information says (ISO/IEC 18004, section 7.9).
struct FormatInformation {
    ErrorLevel level;
    int mask;      // 0 to 7
    int distance;  // bits that had to be corrected, 0 to 3
};

/// From the better of the two copies in the QR code; nullopt if both are beyond repair.
std::optional<FormatInformation> read_format(const Symbol& seen);

/// The codewords of each block as the modules say, unmasked, right or wrong. `seen` has the map's version.
std::vector<std::vector<std::uint8_t>> read_blocks(const Symbol& seen, const CodewordMap& map, int mask);

}  // namespace qrgen::qr
