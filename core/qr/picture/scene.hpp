// SPDX-License-Identifier: MIT
//
// A picture as areas and paints, the same for all formats that can show more than two colours: SVG, PDF and
// EPS write it down, the pixel formats have it drawn (formats/raster.hpp).
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "core/qr/picture/layout.hpp"
#include "core/qr/picture/path.hpp"
#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// From `start` to `end` along a line, or from a centre outwards; constant beyond the ends.
struct GradientPaint {
    GradientKind kind;
    Colour start;
    Colour end;
    Spot from;  // linear: where `start` is; radial: the centre
    Spot to;    // linear: where `end` is; radial: a point at which `end` is reached

    bool operator==(const GradientPaint&) const = default;
};

using Paint = std::variant<Colour, GradientPaint>;

struct PaintedPath {
    Path path;
    Paint paint;
};

struct PlacedLogo {
    std::shared_ptr<const Logo> logo;
    Box box;
};

using Layer = std::variant<PaintedPath, PlacedLogo>;

/// All lengths in modules from the picture's upper left corner. Layers are painted in their order, the first
/// one being the background, if it has a colour; what would be fully transparent is left out. There is one
/// path for each paint, so that areas of one colour show no seams, and none that would leave no mark; but for
/// the background and the ground of data modules nothing lies upon another.
struct Scene {
    double width;
    double height;
    std::vector<Layer> layers;
};

/// The least that quiet zone, caption and frame need. Throws what outline_text() throws for the caption.
Margins margins_of(const Symbol& symbol, const Picture& picture);

/// Throws what outline_text() throws for the caption.
Scene compose(const Symbol& symbol, const Picture& picture);

/// With margins that are no smaller than those of the picture; what is over goes into the quiet zone.
Scene compose(const Symbol& symbol, const Picture& picture, const Margins& margins);

}  // namespace qrgen::qr
