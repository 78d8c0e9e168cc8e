// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture.hpp"
#include "core/qr/symbol.hpp"

namespace qrgen::qr {

/// An SVG 1.1 file: a background rectangle and ONE path with the outlines of all dark areas, so that no seams
/// show between modules at any scale. The unit of the viewBox is one module; width and height are the
/// picture's in pixels, as for PNG, but never too small. No ids, so that many can stand in one HTML page.
std::string render_svg(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
