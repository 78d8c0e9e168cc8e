// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// Lines of text for a terminal or an e-mail: with Charset::utf8 one character is one module wide and two
/// high (half blocks), with Charset::ascii two characters ("##" or two spaces) are one module.
std::string render_txt(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
