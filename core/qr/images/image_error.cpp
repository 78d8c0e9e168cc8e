// SPDX-License-Identifier: MIT
#include "core/qr/images/image_error.hpp"

#include <utility>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

std::string in_words(std::int64_t pixels) {
    constexpr std::int64_t million = 1'000'000;
    return pixels % million == 0 ? std::to_string(pixels / million) + " megapixels"
                                 : std::to_string(pixels) + " pixels";
}

}  // namespace

void refuse_picture(std::string message, std::string hint) {
    throw Error({Fault{"picture", std::move(message)}}, std::move(hint));
}

void check_size(std::int64_t width, std::int64_t height, const ImageLimits& limits) {
    const std::string figures = std::to_string(width) + " × " + std::to_string(height) + " pixels";
    if (width <= 0 || height <= 0) refuse_picture("it has no pixels (" + figures + ")");
    if (width > limits.max_side || height > limits.max_side) {
        refuse_picture(figures + " are too large: a side may have at most " + std::to_string(limits.max_side),
                       "scale it down");
    }
    if (width * height > limits.max_pixels) {
        refuse_picture(figures + " are more than the limit of " + in_words(limits.max_pixels),
                       "scale it down");
    }
}

Image make_image(std::int64_t width, std::int64_t height, const ImageLimits& limits) {
    check_size(width, height, limits);
    return {.width = static_cast<int>(width),
            .height = static_cast<int>(height),
            .rgba = std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width * height))};
}

}  // namespace qrgen::qr
