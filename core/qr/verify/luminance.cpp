// SPDX-License-Identifier: MIT
#include "core/qr/verify/luminance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace qrgen::qr {
namespace {

std::uint8_t luma_over_white(const std::uint8_t* rgba) noexcept {
    const int luma = (299 * rgba[0] + 587 * rgba[1] + 114 * rgba[2] + 500) / 1000;
    const int alpha = rgba[3];
    return static_cast<std::uint8_t>((luma * alpha + 255 * (255 - alpha) + 127) / 255);
}

// A pixel's index and how far the point is on the way to the next one's centre. Written so that no number,
// not even NaN, leads out of the picture.
struct Step {
    int index;
    double part;
};

Step step(double coordinate, int pixels) noexcept {
    const double from_first_centre = coordinate - 0.5;
    if (!(from_first_centre > 0)) return {0, 0};
    if (from_first_centre >= pixels - 1) return {pixels - 1, 0};
    const int index = static_cast<int>(from_first_centre);
    return {index, from_first_centre - index};
}

}  // namespace

Luminance::Luminance(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

Luminance::Luminance(const Image& image) : Luminance(image.width, image.height) {
    const std::uint8_t* rgba = image.rgba.data();
    for (std::uint8_t& luma : pixels_) {
        luma = luma_over_white(rgba);
        rgba += 4;
    }
}

double Luminance::at(Point point) const noexcept {
    const auto [x, right_part] = step(point.x, width_);
    const auto [y, lower_part] = step(point.y, height_);
    const std::uint8_t* upper = pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_ + x;
    const std::uint8_t* lower = lower_part > 0 ? upper + width_ : upper;
    const int next = right_part > 0 ? 1 : 0;
    const double above = upper[0] + right_part * (upper[next] - upper[0]);
    const double below = lower[0] + right_part * (lower[next] - lower[0]);
    return above + lower_part * (below - above);
}

Luminance Luminance::inverted() const {
    Luminance negative(width_, height_);
    std::transform(pixels_.begin(), pixels_.end(), negative.pixels_.begin(),
                   [](std::uint8_t luma) { return static_cast<std::uint8_t>(255 - luma); });
    return negative;
}

Luminance Luminance::mirrored() const {
    Luminance swapped(*this);
    for (auto row = swapped.pixels_.begin(); row != swapped.pixels_.end(); row += width_) {
        std::reverse(row, row + width_);
    }
    return swapped;
}

Luminance Luminance::enlarged(int factor) const {
    Luminance larger(width_ * factor, height_ * factor);
    auto out = larger.pixels_.begin();
    for (int y = 0; y < larger.height_; ++y) {
        const auto row = pixels_.begin() + static_cast<std::ptrdiff_t>(y / factor) * width_;
        for (int x = 0; x < width_; ++x) out = std::fill_n(out, factor, row[x]);
    }
    return larger;
}

}  // namespace qrgen::qr
