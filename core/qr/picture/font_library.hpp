// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/qr/picture/font_face.hpp"
#include "core/qr/picture/font_finder.hpp"
#include "core/qr/picture/text_outline.hpp"

namespace qrgen::qr {

/// Fonts by name or file; a few that were used stay in memory. Not thread-safe.
class FontLibrary {
  public:
    /// As outline_text(), for a text that has been checked.
    TextOutline outline(std::u32string_view text, const std::string& font);

  private:
    using Place = std::pair<std::string, int>;  // a file, and the index of a face in it

    std::optional<char32_t> draw_with_file(std::u32string_view text, const std::string& file,
                                           TextOutline& outline);
    const FontFace* face_of(const InstalledFont& font);
    const FontFace* keep(const Place& place, std::unique_ptr<const FontFace> face);
    FontFinder& finder();

    std::optional<FontFinder> finder_;
    std::map<Place, std::unique_ptr<const FontFace>> faces_;  // null: cannot be used
};

}  // namespace qrgen::qr
