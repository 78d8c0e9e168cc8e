// SPDX-License-Identifier: MIT
//
// An SVG from outside is a program: it can load files, run scripts and grow without end. What may become part
// of our pictures is only drawing.
#pragma once

#include <string_view>

namespace qrgen::qr {

/// Throws Error(invalid), field "logo", with the reason unless it is well-formed UTF-8 with the root <svg>,
/// of reasonable depth and size, without document type, entities, style sheets of elsewhere, scripts, event
/// handlers, animation, foreign objects, and with references to its own elements and to PNG and JPEG pictures
/// within `data:` URIs (RFC 2397) only.
void check_svg(std::string_view bytes);

}  // namespace qrgen::qr
