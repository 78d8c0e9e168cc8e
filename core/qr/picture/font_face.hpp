// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <hb.h>

#include "core/qr/picture/text_outline.hpp"
#include "core/qr/picture/text_runs.hpp"

namespace qrgen::qr {

/// A TrueType or OpenType font in memory, read by HarfBuzz, which takes nothing in a font's file on trust.
/// Immutable, so thread-safe.
class FontFace {
  public:
    /// `index` as fontconfig gives it: of the face in its file, plus 65536 times the number of a named
    /// instance of a variable font, from 1. nullptr if the bytes are no such font or it has no outlines (but
    /// bitmaps).
    static std::unique_ptr<const FontFace> load(std::string bytes, int index);

    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;

    /// One line of text without control characters. If the font lacks a character, that one, and the outline
    /// is then of no use.
    std::optional<char32_t> draw(std::u32string_view text, TextOutline& outline) const;

  private:
    FontFace(std::string bytes, unsigned index);
    char32_t missing_at(std::u32string_view text, std::size_t cluster, const TextRun& run) const;

    std::string bytes_;  // what font_ reads
    std::unique_ptr<hb_font_t, void (*)(hb_font_t*)> font_;
    double ascent_;   // in the font's units
    double descent_;  // likewise, positive downwards
};

}  // namespace qrgen::qr
