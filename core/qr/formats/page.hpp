// SPDX-License-Identifier: MIT
//
// What PDF and PostScript have in common: a page in points, numbers, paths and paints.
#pragma once

#include <string>
#include <string_view>

#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {

/// The longest side that all readers of PDF 1.4 take, in points (ISO 32000-1, annex C.2): 5.08 m.
inline constexpr double max_page_side = 14400;

inline constexpr double points_per_millimetre = 72 / millimetres_per_inch;

/// Lengths in points, 1/72 inch.
struct Page {
    double width;
    double height;
    double module;
};

/// As large as vector_print_size() says. Throws Error(invalid), field "size", beyond max_page_side, and what
/// vector_print_size() throws.
Page page_of(const Symbol& symbol, const Picture& picture);

/// A length in points, a number in modules: as precise as print can be.
std::string points(double value);
std::string modules(double value);

/// The six numbers of the matrix that takes a scene onto its page, where y points up from the lower edge.
std::string scene_to_page(const Page& page);

/// The same for a scene whose upper left corner is to be at (x, y), both and `module` in points.
std::string scene_to_page(double module, double x, double y);

/// The six numbers of the matrix that takes the unit square, upside down as images lie in it, to a box of the
/// scene.
std::string image_to_scene(const Box& box);

/// Lines of operators as PDF has them (ISO 32000-1, section 8.5.2): m, l, c and h.
void append_path(std::string& out, const Path& path);

/// How the colours of a paint are told, without alpha.
enum class Ink { rgb, cmyk, grey };

/// cmyk if black is to be printed with black ink alone and the paint is made of nothing but black and white.
Ink choose_ink(const Paint& paint, bool pure_black_ink);

/// "/DeviceRGB", "/DeviceCMYK", "/DeviceGray".
std::string_view name_of(Ink ink);

/// From 0 to 1. In CMYK only black and white have any, in grey only greys.
std::string components(Colour colour, Ink ink);

/// A shading dictionary of type 2 or 3, in modules.
std::string shading(const GradientPaint& gradient, Ink ink);

}  // namespace qrgen::qr
