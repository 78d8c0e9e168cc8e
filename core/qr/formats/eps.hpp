// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// An Encapsulated PostScript file (language level 3, EPSF-3.0, ASCII), exactly as large as
/// vector_print_size() says. Half-transparent colours are not for it; a logo's transparent parts show the
/// background colour, or white if that is transparent. The title, ASCII only, is a comment. Throws like
/// compose(), and Error(invalid), field "size", for more than 5.08 m.
std::string render_eps(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
