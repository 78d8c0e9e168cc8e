// SPDX-License-Identifier: MIT
//
// How safely a code scans, as letters.
#pragma once

#include <optional>

#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/symbol_reading.hpp"
#include "core/qr/verify/verify.hpp"

namespace qrgen::qr {

/// What is graded.
struct GradedFigures {
    SymbolKind kind;
    const SymbolReading* reading;  // null: only the decoder could read it
    double contrast;               // as in ScannedCode, like the next
    double quiet_zone;
    double module_pixels;
    bool mirrored;
    bool inverted;
};

/// Contrast, modulation and unused error correction by the limits of ISO/IEC 15415, table 3 and section 7.8;
/// the quiet zone as the share of what ISO/IEC 18004 asks for; the module's pixels by what a camera needs.
Grade grade_code(const GradedFigures& figures);

}  // namespace qrgen::qr
