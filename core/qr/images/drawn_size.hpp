// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

struct DrawnSize {
    int width;
    int height;
};

/// The pixels of a document of these proportions, `width_in_pixels` wide. `kind` names it in errors ("SVG").
/// Error(invalid), field "picture", if a length is not finite or not above 0, or the picture would have no
/// height or be beyond the limits.
DrawnSize drawn_size(const std::string& kind, double width, double height, int width_in_pixels,
                     const ImageLimits& limits);

}  // namespace qrgen::qr
