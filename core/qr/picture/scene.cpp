// SPDX-License-Identifier: MIT
#include "core/qr/picture/scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/qr/picture/caption_lines.hpp"
#include "core/qr/picture/module_grid.hpp"
#include "core/qr/picture/module_paths.hpp"
#include "core/qr/symbol/module_role.hpp"

namespace qrgen::qr {
namespace {

// In modules.
constexpr double frame_radius = 3;  // of the inner side of a rounded frame
// A rounded frame needs this distance from the quiet zone, or else it would cut off the zone's corners: the
// radius times 1 - sqrt(1/2), rounded up to a whole module.
constexpr double rounded_frame_gap = 1;
constexpr double caption_gap = 0.5;  // between quiet zone and caption

constexpr double finder_size = 7;

double frame_inset(const Frame& frame) {
    switch (frame.shape) {
        case FrameShape::none: return 0;
        case FrameShape::square: return frame.width;
        case FrameShape::rounded: return frame.width + rounded_frame_gap;
    }
    return 0;
}

// The caption's lines, and how much room is around them.
struct CaptionBlock {
    std::vector<CaptionLine> lines;
    double outer_gap;  // to the frame or the picture's edge

    double height() const { return caption_gap + height_of(lines) + outer_gap; }
};

CaptionBlock lay_out_caption(const Caption& caption, double width) {
    const double outer_gap = caption.height / 2;
    const double beside = std::min(outer_gap, width / 4);
    return {.lines = set_caption(caption, width - 2 * beside), .outer_gap = outer_gap};
}

// What is around the symbol, from the inside to the outside: quiet zone, caption, frame.
struct Surroundings {
    std::optional<CaptionBlock> caption;
    Margins margins;
};

Surroundings surround(const Symbol& symbol, const Picture& picture) {
    const double around = picture.border + frame_inset(picture.frame);
    Surroundings result{.caption = {}, .margins = {around, around, around, around}};
    if (!picture.caption) return result;
    result.caption = lay_out_caption(*picture.caption, symbol.size() + 2.0 * picture.border);
    const bool below = picture.caption->side == CaptionSide::below;
    (below ? result.margins.bottom : result.margins.top) += result.caption->height();
    return result;
}

bool leaves_mark(const Paint& paint) {
    const auto* gradient = std::get_if<GradientPaint>(&paint);
    return gradient != nullptr ? gradient->start.alpha > 0 || gradient->end.alpha > 0
                               : std::get<Colour>(paint).alpha > 0;
}

Paint gradient_paint(const Picture& picture, const Gradient& gradient, int symbol_size, Spot origin) {
    const double half = symbol_size / 2.0;
    const Spot centre{origin.x + half, origin.y + half};
    GradientPaint paint{
        .kind = gradient.kind, .start = picture.fill, .end = gradient.end, .from = centre, .to = {}};
    if (gradient.kind == GradientKind::radial) {
        paint.to = origin;
        return paint;
    }
    const double angle = gradient.angle * std::numbers::pi / 180;
    const double x = std::cos(angle);
    const double y = std::sin(angle);
    // So long that the symbol's outermost corners have the pure colours (CSS Images 3, section 3.1.1).
    const double reach = half * (std::abs(x) + std::abs(y));
    paint.from = {centre.x - x * reach, centre.y - y * reach};
    paint.to = {centre.x + x * reach, centre.y + y * reach};
    return paint;
}

class Composer {
  public:
    Composer(const Symbol& symbol, const Picture& picture, const Margins& margins)
        : symbol_(symbol),
          picture_(picture),
          size_(symbol.size()),
          origin_{margins.left, margins.top},
          width_(margins.left + size_ + margins.right),
          height_(margins.top + size_ + margins.bottom),
          roles_(symbol.kind(), symbol.version()),
          dark_paint_(picture.gradient ? gradient_paint(picture, *picture.gradient, size_, origin_)
                                       : Paint(picture.fill)) {
        if (picture.logo) {
            logo_ = lay_out_logo(size_, picture.logo->aspect(), picture.logo_placement);
        }
    }

    Scene compose(const std::optional<CaptionBlock>& caption) {
        add_background();
        add_data_ground();
        dark_from_ = layers_.size();
        add_dark_modules();
        add_finders();
        if (picture_.frame.shape != FrameShape::none) add_frame();
        if (caption) add_caption(*caption);
        return finish();
    }

  private:
    void add_background() {
        if (picture_.back.alpha == 0) return;
        Path path;
        if (picture_.frame.shape == FrameShape::rounded) {
            // Up to the middle of the line, so that it does not shine through the smoothed outer edge.
            const double line = picture_.frame.width;
            const double inset = is_opaque(picture_.fill) ? line / 2 : 0;
            path.add_rounded_rectangle(inset, inset, width_ - 2 * inset, height_ - 2 * inset,
                                       frame_radius + line - inset);
        } else {
            path.add_rectangle(0, 0, width_, height_);
        }
        layers_.push_back({std::move(path), picture_.back});
    }

    // Below the dark data modules too: no seam can show between them and the light ones.
    void add_data_ground() {
        if (!picture_.data_light || picture_.data_light->alpha == 0) return;
        ModuleGrid data(size_);
        for_each_shown([&](int x, int y) {
            if (roles_.at(x, y) == ModuleRole::data) data.add(x, y);
        });
        Path path;
        add_squares(path, data, origin_);
        layers_.push_back({std::move(path), *picture_.data_light});
    }

    void add_dark_modules() {
        struct Part {
            Paint paint;
            ModuleGrid modules;
        };
        std::vector<Part> parts;
        ModuleGrid whole(size_);
        for_each_shown([&](int x, int y) {
            if (!symbol_.is_dark(x, y) || roles_.at(x, y) == ModuleRole::finder) return;
            const Paint paint = paint_of(roles_.at(x, y));
            auto part =
                std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.paint == paint; });
            if (part == parts.end()) part = parts.insert(part, Part{paint, ModuleGrid(size_)});
            part->modules.add(x, y);
            whole.add(x, y);
        });
        for (const Part& part : parts) {
            add_modules(dark_path(part.paint), part.modules, whole, picture_.module_shape, origin_);
        }
    }

    void add_finders() {
        Path& path = dark_path(picture_.finder.value_or(picture_.fill));
        const double far = size_ - finder_size;
        add_finder(path, picture_.finder_shape, origin_);
        if (symbol_.kind() == SymbolKind::micro) return;
        add_finder(path, picture_.finder_shape, {origin_.x + far, origin_.y});
        add_finder(path, picture_.finder_shape, {origin_.x, origin_.y + far});
    }

    void add_frame() {
        Path& path = dark_path(picture_.fill);
        const double line = picture_.frame.width;
        const double width = width_ - 2 * line;
        const double height = height_ - 2 * line;
        if (picture_.frame.shape == FrameShape::rounded) {
            path.add_rounded_rectangle(0, 0, width_, height_, frame_radius + line);
            path.add_rounded_rectangle(line, line, width, height, frame_radius, Path::Turn::hole);
        } else {
            path.add_rectangle(0, 0, width_, height_);
            path.add_rectangle(line, line, width, height, Path::Turn::hole);
        }
    }

    void add_caption(const CaptionBlock& caption) {
        Path& path = dark_path(picture_.fill);
        const double inset = frame_inset(picture_.frame);
        const bool below = picture_.caption->side == CaptionSide::below;
        double y = below ? height_ - inset - caption.height() + caption_gap : inset + caption.outer_gap;
        for (const CaptionLine& line : caption.lines) {
            path.add(line.path, 1, {(width_ - line.width) / 2, y + line.ascent});
            y += line.height;
        }
    }

    Scene finish() {
        Scene scene{.width = width_, .height = height_, .layers = {}};
        for (PaintedPath& layer : layers_) {
            if (!layer.path.empty() && leaves_mark(layer.paint)) scene.layers.emplace_back(std::move(layer));
        }
        if (logo_) {
            Box box = logo_->image;
            box.x += origin_.x;
            box.y += origin_.y;
            scene.layers.emplace_back(PlacedLogo{picture_.logo, box});
        }
        return scene;
    }

    // All modules that do not make room for the logo.
    template <typename Visit>
    void for_each_shown(const Visit& visit) const {
        for (int y = 0; y < size_; ++y) {
            for (int x = 0; x < size_; ++x) {
                if (!logo_ || !logo_->cleared.contains(x, y)) visit(x, y);
            }
        }
    }

    Paint paint_of(ModuleRole role) const {
        if (role == ModuleRole::alignment && picture_.alignment) return *picture_.alignment;
        if (role == ModuleRole::data && picture_.data_dark && !picture_.gradient) return *picture_.data_dark;
        return dark_paint_;
    }

    // The one path that has this paint, above all light areas.
    Path& dark_path(const Paint& paint) {
        const auto from = layers_.begin() + static_cast<std::ptrdiff_t>(dark_from_);
        const auto found =
            std::find_if(from, layers_.end(), [&](const PaintedPath& layer) { return layer.paint == paint; });
        if (found != layers_.end()) return found->path;
        return layers_.emplace_back(PaintedPath{{}, paint}).path;
    }

    const Symbol& symbol_;
    const Picture& picture_;
    int size_;
    Spot origin_;  // the symbol's upper left corner
    double width_;
    double height_;
    ModuleRoles roles_;
    Paint dark_paint_;
    std::optional<LogoLayout> logo_;
    std::vector<PaintedPath> layers_;
    std::size_t dark_from_ = 0;  // the first of the layers that are not light areas
};

}  // namespace

Margins margins_of(const Symbol& symbol, const Picture& picture) {
    return surround(symbol, picture).margins;
}

Scene compose(const Symbol& symbol, const Picture& picture) {
    const Surroundings surroundings = surround(symbol, picture);
    return Composer(symbol, picture, surroundings.margins).compose(surroundings.caption);
}

Scene compose(const Symbol& symbol, const Picture& picture, const Margins& margins) {
    return Composer(symbol, picture, margins).compose(surround(symbol, picture).caption);
}

}  // namespace qrgen::qr
