// SPDX-License-Identifier: MIT
#include "core/qr/layout.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

[[noreturn]] void refuse(std::string message, std::string hint) {
    throw Error({Fault{"size", std::move(message)}}, std::move(hint));
}

[[noreturn]] void refuse_too_small(int pixels, int needed) {
    const int units = (needed + pixels_per_size_unit - 1) / pixels_per_size_unit;
    refuse(std::to_string(pixels) + " pixels are too few for this symbol and its border: it needs at least " +
               std::to_string(needed),
           "size " + std::to_string(units) + " (" + std::to_string(units * pixels_per_size_unit) +
               " pixels) would do, or a narrower border");
}

[[noreturn]] void refuse_too_wide(std::int64_t width) {
    refuse("the picture would be " + std::to_string(width) + " pixels wide, more than the limit of " +
               std::to_string(max_picture_width),
           "an SVG picture can be scaled to any width");
}

// Pixels per module, from either way of telling the size; `units` is the picture's width in modules.
int module_width(const PictureSize& size, int units) {
    if (const auto* wanted = std::get_if<PixelWidth>(&size)) {
        if (wanted->pixels < units) refuse_too_small(wanted->pixels, units);
        return wanted->pixels / units;
    }
    const int scale = std::get<ModuleScale>(size).pixels;
    if (scale < 1) refuse("a module cannot be narrower than 1 pixel", "");
    return scale;
}

}  // namespace

Layout lay_out(int symbol_size, int border, const PictureSize& size) {
    const int units = symbol_size + 2 * border;
    const int module = module_width(size, units);
    const auto* wanted = std::get_if<PixelWidth>(&size);
    const std::int64_t width = wanted ? wanted->pixels : std::int64_t{module} * units;
    if (width > max_picture_width) refuse_too_wide(width);

    const int quiet = static_cast<int>(width) - module * symbol_size;
    return Layout{
        .module = module, .before = quiet / 2, .after = quiet - quiet / 2, .width = static_cast<int>(width)};
}

}  // namespace qrgen::qr
