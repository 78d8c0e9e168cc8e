// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// DEC sixel graphics, for terminals that draw them (xterm -ti vt340, foot, mlterm, WezTerm). Throws like
/// draw_pixels().
std::string render_sixel(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
