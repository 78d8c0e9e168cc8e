// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "core/qr/images/image.hpp"
#include "core/qr/verify/perspective.hpp"

namespace qrgen::qr {

/// What decoders look at: the luma of an image (ITU-R BT.601) over white, one byte a pixel, row by row, 0 for
/// black. At least one pixel.
class Luminance {
  public:
    explicit Luminance(const Image& image);

    int width() const noexcept { return width_; }
    int height() const noexcept { return height_; }
    const std::vector<std::uint8_t>& pixels() const noexcept { return pixels_; }

    /// 0 to 255, interpolated between the centres of the four nearest pixels. The upper left pixel covers the
    /// points from (0, 0) to (1, 1). Outside of the picture it is as at its edge; any number is accepted.
    double at(Point point) const noexcept;

    bool contains(Point point) const noexcept {
        return point.x >= 0 && point.y >= 0 && point.x < width_ && point.y < height_;
    }

    /// Dark for light.
    Luminance inverted() const;

    /// Left for right.
    Luminance mirrored() const;

    /// Each pixel as `factor` × `factor` pixels.
    Luminance enlarged(int factor) const;

  private:
    Luminance(int width, int height);

    int width_;
    int height_;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace qrgen::qr
