// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/qr/images/image.hpp"
#include "core/qr/picture/colour.hpp"

namespace qrgen::qr {

/// Makes all pixels opaque: what one sees with the image lying on `ground`, itself opaque.
void flatten(Image& image, Colour ground);

/// Whether any pixel is not opaque.
bool has_alpha(const Image& image) noexcept;

/// `count` bytes of each pixel from its byte `first`: 0 and 3 for the colours, 3 and 1 for alpha.
std::vector<std::uint8_t> channels(const Image& image, std::size_t first, std::size_t count);

/// Bytes as characters.
inline std::string_view as_text(const std::vector<std::uint8_t>& bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace qrgen::qr
