// SPDX-License-Identifier: MIT
//
// How a symbol is to look: everything that the formats need to know beyond the modules.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/qr/picture/colour.hpp"
#include "core/qr/picture/logo.hpp"
#include "core/qr/picture/picture_size.hpp"

namespace qrgen::qr {

enum class Charset { ascii, utf8 };

/// How the text format may draw. Dark-on-light is made explicit with ANSI colours when `colours` is set, so
/// that it scans whatever the terminal's own colours are; without, only dark modules leave a mark.
struct TextStyle {
    Charset charset = Charset::utf8;
    bool colours = false;
};

/// How dark modules are drawn, except those of finder patterns.
enum class ModuleShape {
    square,
    rounded,    // each module with rounded corners
    dot,        // each module a circle
    connected,  // neighbours flow into each other, the corners of what they form are rounded
};

/// How the three rings and their centres are drawn; always solid.
enum class FinderShape { square, rounded, circle };

enum class GradientKind { linear, radial };

/// From the fill colour to `end`, over the whole symbol. Finder patterns do not take part.
struct Gradient {
    GradientKind kind = GradientKind::linear;
    Colour end = black;
    int angle = 0;  // linear only: degrees, 0 from left to right, 90 from top to bottom
};

enum class CaptionSide { below, above };

/// Text outside of the quiet zone, centred, in the fill colour.
struct Caption {
    std::string text;  // UTF-8, 1 to 200 characters; a line feed starts a new line
    CaptionSide side = CaptionSide::below;
    double height = 3;      // of a line, in modules; less if the text is too wide
    std::string font = {};  // name or file; empty: the system's sans-serif font
};

enum class FrameShape { none, square, rounded };

/// A line around all of it, in the fill colour.
struct Frame {
    FrameShape shape = FrameShape::none;
    double width = 1;  // of the line, in modules
};

struct Picture {
    PictureSize size = PixelWidth{10 * pixels_per_size_unit};  // ignored by text
    std::optional<int> dpi = {};                               // pixels per inch, 72 to 1200
    int border = 4;                                            // quiet zone in modules, 0 to 20
    Colour fill = black;                                       // dark modules
    Colour back = white;                                       // light modules and quiet zone
    std::optional<Colour> data_dark = {};                      // dark data modules; none: fill
    std::optional<Colour> data_light = {};                     // ground of data modules; none: back
    std::optional<Colour> finder = {};                         // dark modules of finder patterns
    std::optional<Colour> alignment = {};                      // dark modules of alignment patterns
    std::optional<Gradient> gradient = {};                     // from fill; wins over data_dark
    ModuleShape module_shape = ModuleShape::square;
    FinderShape finder_shape = FinderShape::square;
    std::shared_ptr<const Logo> logo = {};  // none if null
    LogoPlacement logo_placement = {};
    std::optional<Caption> caption = {};
    Frame frame = {};
    std::optional<int> quality = {};  // 1 to 100, lossy formats
    bool pure_black_ink = false;      // PDF and EPS: black as CMYK 0 0 0 1, for print shops
    std::string title = {};           // of SVG, PDF and EPS; UTF-8, none if empty
    std::string description = {};     // of SVG and PDF; UTF-8, none if empty
    TextStyle text = {};
};

/// Two colours and square modules, nothing else: what the fast ways of drawing can do.
bool is_plain(const Picture& picture) noexcept;

}  // namespace qrgen::qr
