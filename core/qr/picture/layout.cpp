// SPDX-License-Identifier: MIT
#include "core/qr/picture/layout.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include "core/base/error.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

[[noreturn]] void refuse(std::string message, std::string hint) {
    throw Error({Fault{"size", std::move(message)}}, std::move(hint));
}

// Three significant digits, rounded up, so that what we advise is enough.
std::string rounded_up(double value) {
    const double step = std::pow(10, std::floor(std::log10(value)) - 2);
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), std::ceil(value / step) * step,
                                   std::chars_format::general, 4);
    return {text.data(), end.ptr};
}

std::string pixels_hint(int needed) {
    const int units = (needed + pixels_per_size_unit - 1) / pixels_per_size_unit;
    return "size " + std::to_string(units) + " (" + std::to_string(units * pixels_per_size_unit) +
           " pixels) would do, or a narrower border";
}

std::string physical_hint(const PhysicalWidth& width, int needed, int dpi) {
    const double unit = millimetres({1, width.unit});
    const double least = needed * millimetres_per_inch / dpi / unit;
    return "a width of " + rounded_up(least) + " " + std::string(to_string(width.unit)) +
           " would do, or more dots per inch";
}

[[noreturn]] void refuse_too_small(const PictureSize& size, int dpi, int pixels, int needed) {
    const auto* physical = std::get_if<PhysicalWidth>(&size);
    const std::string resolution = physical != nullptr ? " at " + std::to_string(dpi) + " dpi" : "";
    refuse(std::to_string(pixels) + " pixels" + resolution +
               " are too few for this symbol and its border: it needs at least " + std::to_string(needed),
           physical != nullptr ? physical_hint(*physical, needed, dpi) : pixels_hint(needed));
}

[[noreturn]] void refuse_too_wide(double side) {
    refuse("the picture would be " + std::to_string(std::llround(side)) +
               " pixels wide or high, more than the limit of " + std::to_string(max_picture_width),
           "an SVG picture can be scaled to any width");
}

// The picture's width where it was asked for; nullopt where it follows from the modules'.
std::optional<int> wanted_width(const PictureSize& size, int dpi) {
    if (const auto* pixels = std::get_if<PixelWidth>(&size)) return pixels->pixels;
    if (const auto* physical = std::get_if<PhysicalWidth>(&size)) {
        const double pixels = std::round(millimetres(*physical) / millimetres_per_inch * dpi);
        if (pixels > max_picture_width) refuse_too_wide(pixels);
        return pixels > 0 ? static_cast<int>(pixels) : 0;
    }
    return std::nullopt;
}

// Lengths in pixels with modules of a certain width. Margins are rounded up: never less than asked for.
class Measure {
  public:
    Measure(int symbol_size, const Margins& margins, int module)
        : module_(module),
          symbol_(1.0 * symbol_size * module),
          left_(pixels(margins.left)),
          top_(pixels(margins.top)),
          width_(left_ + symbol_ + pixels(margins.right)),
          height_(top_ + symbol_ + pixels(margins.bottom)) {}

    double width() const { return width_; }

    // The picture with so many pixels more in either direction.
    Layout layout(double left_over) const {
        if (width_ + left_over > max_picture_width) refuse_too_wide(width_ + left_over);
        if (height_ + left_over > max_picture_width) refuse_too_wide(height_ + left_over);
        const double before = std::floor(left_over / 2);
        return Layout{.module = module_,
                      .left = static_cast<int>(left_ + before),
                      .top = static_cast<int>(top_ + before),
                      .width = static_cast<int>(width_ + left_over),
                      .height = static_cast<int>(height_ + left_over)};
    }

  private:
    double pixels(double margin) const {
        constexpr double sum_error = 1e-6;  // of margins that are sums of fractions
        return std::ceil(margin * module_ - sum_error);
    }

    int module_;
    double symbol_;
    double left_;
    double top_;
    double width_;
    double height_;
};

double units_across(int symbol_size, const Margins& margins) {
    return margins.left + symbol_size + margins.right;
}

PrintSize print_size(int symbol_size, const Margins& margins, double width) {
    const double module = width / units_across(symbol_size, margins);
    const double height = (margins.top + symbol_size + margins.bottom) * module;
    return {.width = width, .height = height, .module = module};
}

}  // namespace

Layout lay_out(int symbol_size, const Margins& margins, const PictureSize& size, int dpi) {
    const std::optional<int> wanted = wanted_width(size, dpi);
    if (!wanted) {
        const int scale = std::get<ModuleScale>(size).pixels;
        if (scale < 1) refuse("a module cannot be narrower than 1 pixel", "");
        return Measure(symbol_size, margins, scale).layout(0);
    }
    const double least = Measure(symbol_size, margins, 1).width();
    if (*wanted < least) refuse_too_small(size, dpi, *wanted, static_cast<int>(least));
    int module = static_cast<int>(*wanted / units_across(symbol_size, margins));
    while (module > 1 && Measure(symbol_size, margins, module).width() > *wanted) --module;
    const Measure measure(symbol_size, margins, module);
    return measure.layout(*wanted - measure.width());
}

Layout lay_out(const Symbol& symbol, const Picture& picture) {
    return lay_out(symbol.size(), margins_of(symbol, picture), picture.size,
                   picture.dpi.value_or(default_dpi));
}

std::optional<int> resolution(const Picture& picture) noexcept {
    if (picture.dpi || !std::holds_alternative<PhysicalWidth>(picture.size)) return picture.dpi;
    return default_dpi;
}

PrintSize vector_print_size(const Symbol& symbol, const Picture& picture) {
    const Margins margins = margins_of(symbol, picture);
    const double pixel = millimetres_per_inch / picture.dpi.value_or(css_dpi);
    double width = 0;
    if (const auto* physical = std::get_if<PhysicalWidth>(&picture.size)) {
        width = millimetres(*physical);
    } else if (const auto* pixels = std::get_if<PixelWidth>(&picture.size)) {
        width = pixels->pixels * pixel;
    } else {
        width = std::get<ModuleScale>(picture.size).pixels * units_across(symbol.size(), margins) * pixel;
    }
    return print_size(symbol.size(), margins, width);
}

std::optional<PrintSize> pixel_print_size(const Symbol& symbol, const Picture& picture) {
    const std::optional<int> dpi = resolution(picture);
    if (!dpi) return std::nullopt;
    const Layout layout = lay_out(symbol, picture);
    const double pixel = millimetres_per_inch / *dpi;
    return PrintSize{
        .width = layout.width * pixel, .height = layout.height * pixel, .module = layout.module * pixel};
}

}  // namespace qrgen::qr
