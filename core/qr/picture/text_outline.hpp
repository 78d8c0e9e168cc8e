// SPDX-License-Identifier: MIT
//
// Text as outlines, so that no file of ours needs a font where it is looked at. Fonts are found by
// fontconfig, shaped and read by HarfBuzz, and what runs from right to left is ordered by FriBidi, all loaded
// when the first text is drawn.
#pragma once

#include <string>
#include <string_view>

#include "core/qr/picture/path.hpp"

namespace qrgen::qr {

inline constexpr std::size_t max_caption_length = 200;  // code points

/// One line of text. Lengths in units of the line's height; the baseline starts at (0, 0), y points down.
struct TextOutline {
    Path path;
    double width;    // advance
    double ascent;   // above the baseline, of the font
    double descent;  // below it; ascent + descent = 1
};

/// `font` is the name of a family or, with its style, of a font ("DejaVu Sans Bold"); the name of a TrueType
/// or OpenType file (it has a slash); or empty for the system's sans-serif font. `text` is UTF-8 without
/// control characters, of at most max_caption_length code points, in any scripts. Where the font lacks a
/// character, the whole text is drawn with the likest one installed that has all. Errors, field "caption" or
/// "font": Error(failure) if no font is installed or fontconfig is not, naming a package that brings one
/// (fonts-dejavu-core); Error(invalid) for a font that is not found or broken, and for a text that no font
/// covers as a whole, naming the character as U+XXXX. Same text and font, same outline. Thread-safe; fonts
/// stay loaded.
TextOutline outline_text(std::string_view text, const std::string& font);

}  // namespace qrgen::qr
