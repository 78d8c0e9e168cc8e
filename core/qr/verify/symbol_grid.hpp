// SPDX-License-Identifier: MIT
//
// Finding exactly where the modules of a symbol lie in a picture, by the patterns that all symbols have.
#pragma once

#include <optional>

#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/fixed_pattern.hpp"
#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/perspective.hpp"

namespace qrgen::qr {

struct SymbolGrid {
    SymbolKind kind;
    int version;
    Corners corners;     // of the symbol, in the picture
    Perspective place;   // from modules to the picture
    FixedPattern fixed;  // of the kind and version
    double agreement;    // how much of `fixed` is seen at its place, 0 to 1

    int size() const noexcept { return symbol_size(kind, version); }
    bool is_certain() const noexcept { return agreement >= 0.8; }
};

/// The version and the place that agree best with the picture, for a symbol, dark on light, that a decoder
/// has found at about `corners`.
SymbolGrid find_grid(const Luminance& picture, SymbolKind kind, const Corners& corners);

/// How far the edge is from where `place` has it, in modules to the right or downwards, at most one; nullopt
/// if there is none to be seen.
std::optional<double> edge_offset(const Luminance& picture, const Perspective& place, const FixedEdge& edge);

}  // namespace qrgen::qr
