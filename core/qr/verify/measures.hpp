// SPDX-License-Identifier: MIT
//
// What can be measured of a symbol in a picture besides what it says.
#pragma once

#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/module_samples.hpp"
#include "core/qr/verify/symbol_grid.hpp"

namespace qrgen::qr {

/// Light minus dark luma, 0 to 1, to two decimals.
double measure_contrast(const ModuleSamples& samples);

/// How far it is from the symbol's edge to the first thing that is dark, or to the picture's edge: in
/// modules, to one decimal, the narrowest of all places along the four sides, at most 10.
double measure_quiet_zone(const Luminance& picture, const SymbolGrid& grid, double threshold);

/// The narrowest module of the timing patterns and of the finder patterns level with their middle, in pixels,
/// to one decimal.
double measure_module_pixels(const Luminance& picture, const SymbolGrid& grid);

}  // namespace qrgen::qr
