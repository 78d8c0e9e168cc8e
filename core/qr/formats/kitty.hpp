// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// The picture as PNG in escape sequences of the kitty graphics protocol (kitty, Konsole, WezTerm,
/// Ghostty). Throws like render_png().
std::string render_kitty(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
