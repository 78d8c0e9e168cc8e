// SPDX-License-Identifier: MIT
#include "core/qr/formats/path_painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <variant>

#include <agg_curves.h>
#include <agg_rasterizer_scanline_aa.h>
#include <agg_scanline_p.h>

namespace qrgen::qr {
namespace {

// Blocks of 4096 pixels on edges, beyond which the library would leave out edges without a word. The largest
// symbol as dots in the largest picture has 1000.
constexpr unsigned max_edge_blocks = 16384;

// How finely curves are broken into lines; 1 shows as corners in large dots.
constexpr double curve_precision = 4;

constexpr unsigned full_cover = 255;

class SolidBrush {
  public:
    explicit SolidBrush(Colour colour) : colour_(colour) {}
    bool is_opaque() const noexcept { return qr::is_opaque(colour_); }
    Colour at(int /*x*/, int /*y*/) const noexcept { return colour_; }

  private:
    Colour colour_;
};

// Colours are those at the pixels' centres.
class GradientBrush {
  public:
    GradientBrush(const GradientPaint& paint, double scale)
        : kind_(paint.kind),
          from_{paint.from.x * scale, paint.from.y * scale},
          way_{(paint.to.x - paint.from.x) * scale, (paint.to.y - paint.from.y) * scale},
          square_(way_.x * way_.x + way_.y * way_.y) {
        for (std::size_t i = 0; i < colours_.size(); ++i) {
            const double part = static_cast<double>(i) / last;
            const auto mix = [&](int start, int end) {
                return static_cast<std::uint8_t>(std::lround(start + (end - start) * part));
            };
            const auto& [start, end] = std::pair(paint.start, paint.end);
            colours_[i] = {mix(start.red, end.red), mix(start.green, end.green), mix(start.blue, end.blue),
                           mix(start.alpha, end.alpha)};
        }
    }

    bool is_opaque() const noexcept {
        return qr::is_opaque(colours_.front()) && qr::is_opaque(colours_.back());
    }

    Colour at(int x, int y) const noexcept {
        const double part = std::clamp(part_at(x + 0.5 - from_.x, y + 0.5 - from_.y), 0.0, 1.0);
        return colours_[static_cast<std::size_t>(part * last + 0.5)];
    }

  private:
    static constexpr double last = 1023;  // finer than any channel's steps

    double part_at(double x, double y) const noexcept {
        if (kind_ == GradientKind::radial) return std::sqrt((x * x + y * y) / square_);
        return (x * way_.x + y * way_.y) / square_;
    }

    GradientKind kind_;
    Spot from_;  // in pixels, as the next
    Spot way_;
    double square_;  // of the way's length
    std::array<Colour, static_cast<std::size_t>(last) + 1> colours_;
};

void put_pixel(std::uint8_t* pixel, Colour colour) {
    const std::array<std::uint8_t, 4> bytes{colour.red, colour.green, colour.blue, colour.alpha};
    std::memcpy(pixel, bytes.data(), bytes.size());
}

void blend_pixel(std::uint8_t* pixel, Colour colour, unsigned cover) {
    if (cover < full_cover) colour.alpha = static_cast<std::uint8_t>((colour.alpha * cover + 127) / 255);
    put_pixel(pixel, is_opaque(colour) ? colour : blend(colour, {pixel[0], pixel[1], pixel[2], pixel[3]}));
}

}  // namespace

class PathPainter::Rasterizer {
  public:
    Rasterizer(const Image& image, double scale) : scale_(scale), area_(max_edge_blocks) {
        area_.filling_rule(agg::fill_non_zero);
        area_.clip_box(0, 0, image.width, image.height);
        curve_.approximation_scale(curve_precision);
    }

    void add(const Path& path) {
        area_.reset();
        const Spot* next = path.points().data();
        for (const Path::Verb verb : path.verbs()) {
            switch (verb) {
                case Path::Verb::move: move_to(*next++); break;
                case Path::Verb::line: line_to(*next++); break;
                case Path::Verb::cubic:
                    curve_to(next[0], next[1], next[2]);
                    next += 3;
                    break;
                case Path::Verb::close: area_.close_polygon(); break;
            }
        }
    }

    template <typename Brush>
    void fill(Image& image, const Brush& brush) {
        if (!area_.rewind_scanlines()) return;
        line_.reset(area_.min_x(), area_.max_x());
        while (area_.sweep_scanline(line_)) {
            const int y = line_.y();
            auto span = line_.begin();
            for (unsigned left = line_.num_spans(); left > 0; --left, ++span) {
                const bool has_one_cover = span->len < 0;
                const int length = std::abs(span->len);
                std::uint8_t* pixel = image.pixel(span->x, y);
                if (has_one_cover && *span->covers == full_cover && brush.is_opaque()) {
                    for (int i = 0; i < length; ++i, pixel += 4) put_pixel(pixel, brush.at(span->x + i, y));
                } else {
                    for (int i = 0; i < length; ++i, pixel += 4) {
                        blend_pixel(pixel, brush.at(span->x + i, y), span->covers[has_one_cover ? 0 : i]);
                    }
                }
            }
        }
    }

  private:
    void move_to(Spot to) {
        at_ = to;
        area_.move_to_d(to.x * scale_, to.y * scale_);
    }

    void line_to(Spot to) {
        at_ = to;
        area_.line_to_d(to.x * scale_, to.y * scale_);
    }

    void curve_to(Spot control1, Spot control2, Spot to) {
        curve_.init(at_.x * scale_, at_.y * scale_, control1.x * scale_, control1.y * scale_,
                    control2.x * scale_, control2.y * scale_, to.x * scale_, to.y * scale_);
        double x = 0;
        double y = 0;
        curve_.vertex(&x, &y);  // where we are
        while (!agg::is_stop(curve_.vertex(&x, &y))) area_.line_to_d(x, y);
        at_ = to;
    }

    double scale_;
    Spot at_{};
    agg::curve4_div curve_;
    agg::rasterizer_scanline_aa<> area_;
    agg::scanline_p8 line_;
};

PathPainter::PathPainter(Image& image, double scale)
    : image_(image), scale_(scale), rasterizer_(std::make_unique<Rasterizer>(image, scale)) {}

PathPainter::~PathPainter() = default;

void PathPainter::paint(const Path& path, const Paint& paint) {
    rasterizer_->add(path);
    if (const auto* gradient = std::get_if<GradientPaint>(&paint)) {
        rasterizer_->fill(image_, GradientBrush(*gradient, scale_));
    } else {
        rasterizer_->fill(image_, SolidBrush(std::get<Colour>(paint)));
    }
}

}  // namespace qrgen::qr
