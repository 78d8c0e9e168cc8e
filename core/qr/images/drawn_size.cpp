// SPDX-License-Identifier: MIT
#include "core/qr/images/drawn_size.hpp"

#include <cmath>
#include <cstdint>

#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {

DrawnSize drawn_size(const std::string& kind, double width, double height, int width_in_pixels,
                     const ImageLimits& limits) {
    // Written so that what is not a number fails as well.
    if (!(width > 0) || !(height > 0) || std::isinf(width) || std::isinf(height)) {
        refuse_picture("the " + kind + " has no area to draw");
    }
    const double drawn_height = std::round(width_in_pixels * (height / width));
    if (!(drawn_height >= 1)) {
        refuse_picture("the " + kind + " is so flat that it would be less than a pixel high at " +
                       std::to_string(width_in_pixels) + " pixels across");
    }
    if (drawn_height > limits.max_side) {
        refuse_picture("the " + kind + " is so tall that it would be more than " +
                       std::to_string(limits.max_side) + " pixels high at " +
                       std::to_string(width_in_pixels) + " pixels across");
    }
    check_size(width_in_pixels, static_cast<std::int64_t>(drawn_height), limits);
    return {width_in_pixels, static_cast<int>(drawn_height)};
}

}  // namespace qrgen::qr
