// SPDX-License-Identifier: MIT
//
// What every symbol of one kind and version has alike: finder patterns with their separators, timing patterns
// and alignment patterns (ISO/IEC 18004, sections 6.3.3 to 6.3.6). A reader finds its way by them.
#pragma once

#include <vector>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

struct FixedModule {
    int x;
    int y;
    bool dark;
};

/// Where two fixed modules, or one and the quiet zone, differ: a place that can be found exactly.
struct FixedEdge {
    double x;
    double y;
    bool is_vertical;  // the edge: light and dark are side by side, not one above the other
    bool dark_first;   // left or above
};

class FixedPattern {
  public:
    FixedPattern(SymbolKind kind, int version);

    const std::vector<FixedModule>& modules() const noexcept { return modules_; }

    /// Those that a picture with rounded finder patterns has at the same places.
    const std::vector<FixedEdge>& edges() const noexcept { return edges_; }

  private:
    std::vector<FixedModule> modules_;
    std::vector<FixedEdge> edges_;
};

}  // namespace qrgen::qr
