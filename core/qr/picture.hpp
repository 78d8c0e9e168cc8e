// SPDX-License-Identifier: MIT
//
// How a symbol is to look: everything that the formats need to know beyond the modules.
#pragma once

#include <string>

#include "core/qr/colour.hpp"
#include "core/qr/layout.hpp"

namespace qrgen::qr {

enum class Charset { ascii, utf8 };

/// How the text format may draw. Dark-on-light is made explicit with ANSI colours when `colours` is set, so
/// that it scans whatever the terminal's own colours are; without, only dark modules leave a mark.
struct TextStyle {
    Charset charset = Charset::utf8;
    bool colours = false;
};

struct Picture {
    PictureSize size = PixelWidth{10 * pixels_per_size_unit};  // ignored by text
    int border = 4;                                            // quiet zone in modules, 0 to 20
    Colour fill = black;                                       // dark modules
    Colour back = white;                                       // light modules and quiet zone
    std::string title = {};                                    // SVG <title>; UTF-8, none if empty
    std::string description = {};                              // SVG <desc>; UTF-8, none if empty
    TextStyle text = {};
};

}  // namespace qrgen::qr
