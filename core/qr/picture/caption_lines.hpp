// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/qr/picture/path.hpp"
#include "core/qr/picture/picture.hpp"

namespace qrgen::qr {

/// In modules.
struct CaptionLine {
    Path path;  // the baseline starts at (0, 0)
    double width;
    double ascent;
    double height;  // from line to line
};

/// The caption's lines, each at most `width` modules wide: broken where the text has line feeds, and between
/// words where it is too wide; a line of one word that is still too wide is made smaller. Throws what
/// outline_text() throws.
std::vector<CaptionLine> set_caption(const Caption& caption, double width);

double height_of(const std::vector<CaptionLine>& lines) noexcept;

}  // namespace qrgen::qr
