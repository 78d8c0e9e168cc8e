// SPDX-License-Identifier: MIT
#include "core/qr/formats/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "core/qr/formats/path_painter.hpp"
#include "core/qr/formats/scaled_image.hpp"
#include "core/qr/picture/layout.hpp"
#include "core/qr/picture/scene.hpp"
#include "core/qr/symbol/module_role.hpp"

namespace qrgen::qr {
namespace {

// Nothing but squares in colours that do not change within a module.
bool has_only_squares(const Picture& picture) {
    return picture.module_shape == ModuleShape::square && picture.finder_shape == FinderShape::square &&
           !picture.gradient && !picture.logo && !picture.caption && picture.frame.shape == FrameShape::none;
}

// What one sees of the modules of a picture that has only squares.
class ModuleColours {
  public:
    ModuleColours(const Symbol& symbol, const Picture& picture)
        : symbol_(symbol), picture_(picture), roles_(symbol.kind(), symbol.version()) {}

    Colour at(int x, int y) const {
        const ModuleRole role = roles_.at(x, y);
        Colour ground = picture_.back;
        if (role == ModuleRole::data && picture_.data_light) ground = blend(*picture_.data_light, ground);
        return symbol_.is_dark(x, y) ? blend(dark(role), ground) : ground;
    }

  private:
    Colour dark(ModuleRole role) const {
        switch (role) {
            case ModuleRole::data: return picture_.data_dark.value_or(picture_.fill);
            case ModuleRole::finder: return picture_.finder.value_or(picture_.fill);
            case ModuleRole::alignment: return picture_.alignment.value_or(picture_.fill);
            default: return picture_.fill;
        }
    }

    const Symbol& symbol_;
    const Picture& picture_;
    ModuleRoles roles_;
};

using Pixel = std::array<std::uint8_t, 4>;

Pixel pixel_of(Colour colour) {
    return {colour.red, colour.green, colour.blue, colour.alpha};
}

// Rows of pixels repeat, so each is made once.
Image draw_squares(const Symbol& symbol, const Picture& picture, const Layout& layout) {
    const ModuleColours colours(symbol, picture);
    const auto width = static_cast<std::size_t>(layout.width);
    Image image{.width = layout.width, .height = layout.height};
    image.rgba.reserve(4 * width * static_cast<std::size_t>(layout.height));
    std::vector<Pixel> row(width, pixel_of(picture.back));
    const auto add_row = [&](int count) {
        const std::uint8_t* bytes = row.front().data();
        for (; count > 0; --count) image.rgba.insert(image.rgba.end(), bytes, bytes + 4 * width);
    };
    add_row(layout.top);
    for (int y = 0; y < symbol.size(); ++y) {
        auto pixel = row.begin() + layout.left;
        for (int x = 0; x < symbol.size(); ++x)
            pixel = std::fill_n(pixel, layout.module, pixel_of(colours.at(x, y)));
        add_row(layout.module);
    }
    row.assign(width, pixel_of(picture.back));
    add_row(layout.height - layout.top - symbol.size() * layout.module);
    return image;
}

// The layout's margins in modules, so that the scene fills all of the picture's pixels.
Margins margins_of(const Layout& layout, int symbol_size) {
    const double module = layout.module;
    const int symbol = symbol_size * layout.module;
    return {.left = layout.left / module,
            .top = layout.top / module,
            .right = (layout.width - layout.left - symbol) / module,
            .bottom = (layout.height - layout.top - symbol) / module};
}

// A logo at the size at which this thread drew one last: most pictures of a batch have the same one, and to
// make it smaller takes longer than all the rest of a picture.
class StretchedLogo {
  public:
    const Image& get(const std::shared_ptr<const Logo>& logo, const Box& box) {
        const bool is_same_box =
            box.x == box_.x && box.y == box_.y && box.width == box_.width && box.height == box_.height;
        if (logo_.lock() != logo || !is_same_box) {
            image_ = stretched(logo->pixels(), box);
            logo_ = logo;
            box_ = box;
        }
        return image_;
    }

  private:
    std::weak_ptr<const Logo> logo_;
    Box box_{};
    Image image_;
};

// In pixels.
void paint_logo(Image& image, const std::shared_ptr<const Logo>& logo, const Box& box) {
    constexpr double max_kept_pixels = 1'000'000;  // 4 MB for each thread
    const double left = std::floor(box.x);
    const double top = std::floor(box.y);
    const Box within{box.x - left, box.y - top, box.width, box.height};
    const auto paint = [&](const Image& pixels) {
        paint_over(image, pixels, static_cast<int>(left), static_cast<int>(top));
    };
    if (box.width * box.height > max_kept_pixels) return paint(stretched(logo->pixels(), within));
    thread_local StretchedLogo last;
    paint(last.get(logo, within));
}

Image draw_scene(const Symbol& symbol, const Picture& picture, const Layout& layout) {
    const Scene scene = compose(symbol, picture, margins_of(layout, symbol.size()));
    Image image{.width = layout.width, .height = layout.height};
    image.rgba.resize(4 * static_cast<std::size_t>(layout.width) * static_cast<std::size_t>(layout.height));
    PathPainter painter(image, layout.module);
    for (const Layer& layer : scene.layers) {
        if (const auto* area = std::get_if<PaintedPath>(&layer)) {
            painter.paint(area->path, area->paint);
        } else {
            const auto& [logo, box] = std::get<PlacedLogo>(layer);
            const double scale = layout.module;
            paint_logo(image, logo, {box.x * scale, box.y * scale, box.width * scale, box.height * scale});
        }
    }
    return image;
}

}  // namespace

Image draw_pixels(const Symbol& symbol, const Picture& picture) {
    const Layout layout = lay_out(symbol, picture);
    return has_only_squares(picture) ? draw_squares(symbol, picture, layout)
                                     : draw_scene(symbol, picture, layout);
}

}  // namespace qrgen::qr
