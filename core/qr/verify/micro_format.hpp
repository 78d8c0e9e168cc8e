// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// What the format information of a Micro QR code says (ISO/IEC 18004, section 7.9.2).
struct MicroFormat {
    int version;  // 1 to 4, for M1 to M4
    ErrorLevel level;
    int mask;  // 0 to 3
};

/// Up to three wrong bits are put right; nullopt if there are more. `seen` is a Micro QR code.
std::optional<MicroFormat> read_micro_format(const Symbol& seen);

}  // namespace qrgen::qr
