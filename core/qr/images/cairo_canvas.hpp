// SPDX-License-Identifier: MIT
//
// What SVG and PDF are drawn on: cairo's memory, loaded at run time.
#pragma once

#include <memory>

#include <cairo.h>

#include "core/qr/images/image.hpp"

namespace qrgen::qr {

/// Loads cairo; done by the first canvas otherwise. Throws Error(failure) that names its package.
void load_cairo();

/// Transparent at first.
class CairoCanvas {
  public:
    /// Sides from 1 to 32767 pixels. Throws std::bad_alloc.
    CairoCanvas(int width, int height);

    cairo_t* context() const { return context_.get(); }
    void scale(double factor);
    void fill_white();

    Image to_image() const;

  private:
    int width_;
    int height_;
    std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
    std::unique_ptr<cairo_t, void (*)(cairo_t*)> context_;
};

}  // namespace qrgen::qr
