// SPDX-License-Identifier: MIT
#pragma once

#include "core/qr/images/image.hpp"
#include "core/qr/picture/logo.hpp"

namespace qrgen::qr {

/// The image stretched to the box (in pixels; x and y from 0 to 1, edges need not lie between pixels), on as
/// many pixels as the box reaches over: averaged over each pixel's area where it gets smaller, linear between
/// pixels where it gets larger. Pixels that the box covers partly are transparent by the other part.
Image stretched(const Image& source, const Box& box);

/// Blends the image with the target, its upper left pixel at (left, top). What is outside of the target is
/// left out.
void paint_over(Image& target, const Image& image, int left, int top);

}  // namespace qrgen::qr
