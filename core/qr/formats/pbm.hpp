// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// A binary portable bitmap (P4): 1 for dark modules, whatever their colours. Throws like lay_out().
std::string render_pbm(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
