// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// A PDF 1.4 file of one page, exactly as large as vector_print_size() says; one path for each paint,
/// captions as outlines, no fonts; title and description in its information. The same bytes for the same
/// picture: no dates, no random ids. Throws like compose(), and Error(invalid), field "size", for more
/// than 5.08 m.
std::string render_pdf(const Symbol& symbol, const Picture& picture);

}  // namespace qrgen::qr
