// SPDX-License-Identifier: MIT
//
// The first decoder: zxing-cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/qr/symbol/split.hpp"
#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/perspective.hpp"

namespace qrgen::qr {

/// How the decoder tells dark from light.
enum class Threshold {
    local,   // by the average around the pixel: for uneven light
    global,  // one for the whole picture: for little contrast and large modules
};

/// A code as the decoder tells of it.
struct DecodedCode {
    std::string content;  // bytes as the symbol has them
    SymbolKind kind;
    std::optional<ErrorLevel> level;
    bool mirrored;
    std::optional<SequencePlace> sequence;
    Corners corners;  // about right, to a pixel or a small part of a module
};

/// QR codes and Micro QR codes, dark on light, in any direction, at most `most` (1 to 255) of them.
std::vector<DecodedCode> read_with_zxing(const Luminance& picture, Threshold threshold, int most);

}  // namespace qrgen::qr
