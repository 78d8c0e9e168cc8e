// SPDX-License-Identifier: MIT
//
// What makes a picture hard to scan although it is drawn right.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// The least difference between light and dark, as luma (0 to 1) of what a white paper shows: grade C of the
/// symbol contrast of ISO/IEC 15415, section 7.8.3.
inline constexpr double min_contrast = 0.40;

/// The least width of a module in print that ordinary phones read, in millimetres.
inline constexpr double min_module_millimetres = 0.33;

/// The light colours' lowest luma minus the dark colours' highest, over white where they are transparent;
/// negative for an inverted code.
double contrast(const Picture& picture) noexcept;

/// One sentence each, without full stop, with the figures: too little contrast, inverted colours, a quiet
/// zone under 4 modules (Micro QR: 2). Empty if there is no risk.
std::vector<std::string> scan_risks(const Picture& picture, SymbolKind kind);

}  // namespace qrgen::qr
