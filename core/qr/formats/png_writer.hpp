// SPDX-License-Identifier: MIT
//
// The frame of a PNG file (ISO/IEC 15948) around rows of pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/qr/picture/colour.hpp"

namespace qrgen::qr {

/// What a pixel is (11.2.2).
enum class PngColourType : std::uint8_t { greyscale = 0, rgb = 2, palette = 3, rgba = 6 };

/// How a row was changed before compression (9.2).
enum class PngFilter : std::uint8_t { none = 0, sub = 1, up = 2, average = 3, paeth = 4 };

struct PngHeader {
    int width;
    int height;
    int bit_depth;  // 1, 2, 4 or 8 per pixel; 8 per channel
    PngColourType type;
    std::vector<Colour> palette = {};  // 1 to 256
    std::optional<int> dpi = {};       // pixels per inch, for those who print it

    /// Of a row without its filter byte.
    std::size_t row_bytes() const noexcept;
};

/// `rows`: all rows from the top, each with its filter byte, as row_bytes() says.
std::string write_png(const PngHeader& header, const std::vector<std::uint8_t>& rows);

}  // namespace qrgen::qr
