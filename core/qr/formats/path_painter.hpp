// SPDX-License-Identifier: MIT
//
// Areas into pixels, by the Anti-Grain Geometry library.
#pragma once

#include <memory>

#include "core/qr/images/image.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {

/// Paints on an image, which must outlive it.
class PathPainter {
  public:
    /// `scale`: pixels per unit of the paths' coordinates.
    PathPainter(Image& image, double scale);
    PathPainter(const PathPainter&) = delete;
    PathPainter& operator=(const PathPainter&) = delete;
    ~PathPainter();

    /// Pixels that the path covers partly are blended by the part. What is outside of the image is left out.
    void paint(const Path& path, const Paint& paint);

  private:
    class Rasterizer;

    Image& image_;
    double scale_;
    std::unique_ptr<Rasterizer> rasterizer_;
};

}  // namespace qrgen::qr
