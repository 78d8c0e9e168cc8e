// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// An SVG 1.1 file: a background rectangle, if it has a colour, and ONE path for each paint with the outlines
/// of all its areas, so that no seams show between modules at any scale. The unit of the viewBox is one
/// module; width and height are those asked for with the unit asked for, pixels as for PNG, but never too
/// small. Only gradients have ids, made from what they are for, so that many files can stand in one HTML
/// page. A logo is embedded as the file that it is. Throws what compose() throws.
std::string render_svg(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
