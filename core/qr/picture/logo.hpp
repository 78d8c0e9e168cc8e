// SPDX-License-Identifier: MIT
//
// A logo in the middle of a code: where it lies, and which modules make room for it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/read_image.hpp"

namespace qrgen::qr {

inline constexpr std::size_t max_logo_bytes = 4 * 1024 * 1024;
inline constexpr int max_logo_side = 4096;  // pixels

/// A picture file (PNG, JPEG, WebP or SVG) that was read and found good. Immutable; safe to share between
/// threads.
class Logo {
  public:
    /// Throws Error(invalid), field "logo": not one of these, broken, larger than the limits above; an SVG
    /// with a document type, entities, scripts or references to anything outside of itself.
    static std::shared_ptr<const Logo> from_bytes(std::string bytes);

    const Image& pixels() const noexcept { return pixels_; }  // an SVG drawn at most 1024 wide and high
    ImageType type() const noexcept { return type_; }
    std::string_view bytes() const noexcept { return bytes_; }  // the file itself
    std::string_view media_type() const noexcept;               // RFC 6838
    double aspect() const noexcept;                             // width / height

  private:
    Logo(std::string bytes, ImageType type, Image pixels);

    std::string bytes_;
    ImageType type_;
    Image pixels_;
};

/// From a file; Error(failure) if it cannot be read (a directory, say), Error(invalid) as above with the
/// file's name.
std::shared_ptr<const Logo> load_logo(const std::filesystem::path& file);

struct LogoPlacement {
    double size = 20;    // of the longer side, in percent of the symbol's width, 1 to 50
    double x = 50;       // centre, in percent of the symbol's width from its left edge
    double y = 50;       // and from its top edge
    double padding = 1;  // clear space around it in modules, 0 to 10
};

/// In modules from the symbol's upper left corner.
struct Box {
    double x;
    double y;
    double width;
    double height;
};

/// Whole modules: columns left to right - 1 and rows top to bottom - 1.
struct ModuleRectangle {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    bool contains(int x, int y) const noexcept { return x >= left && x < right && y >= top && y < bottom; }
};

struct LogoLayout {
    Box image;                // where the picture is drawn; inside of `cleared`
    ModuleRectangle cleared;  // modules that are not drawn: all that picture and padding touch, within the symbol
};

LogoLayout lay_out_logo(int symbol_size, double aspect, const LogoPlacement& placement);

}  // namespace qrgen::qr
