// SPDX-License-Identifier: MIT
//
// What each module of a symbol is for (ISO/IEC 18004, section 6.3): colours and shapes differ by it, and only
// data modules carry codewords.
#pragma once

#include <cstdint>
#include <vector>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

enum class ModuleRole : std::uint8_t {
    data,       // codewords and remainder bits
    finder,     // the 7 × 7 squares in the corners
    separator,  // the light frames around them
    timing,
    alignment,  // the 5 × 5 squares
    format,     // format information and the dark module beside it
    version,    // version information, from version 7
};

/// Of all modules of all symbols of one kind and version. Immutable.
class ModuleRoles {
  public:
    ModuleRoles(SymbolKind kind, int version);

    /// 0 ≤ x, y < size.
    ModuleRole at(int x, int y) const noexcept {
        return roles_[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) +
                      static_cast<std::size_t>(x)];
    }
    int size() const noexcept { return size_; }

    /// The coordinates of the centres of alignment patterns, in ascending order (ISO/IEC 18004, annex E);
    /// empty for version 1 and Micro QR.
    static std::vector<int> alignment_centres(int version);

  private:
    int size_;
    std::vector<ModuleRole> roles_;
};

}  // namespace qrgen::qr
