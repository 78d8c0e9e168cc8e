// SPDX-License-Identifier: MIT
//
// Symbols as pictures of known pixels, and what happens to pictures on their way to a scanner.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "core/qr/images/image.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/perspective.hpp"

namespace qrgen::qr {

struct Drawing {
    int module = 6;  // pixels
    int quiet = 4;   // modules
    int dark = 0;    // grey levels
    int light = 255;
};

Image draw(const Symbol& symbol, const Drawing& drawing = {});

/// A grey picture of one level.
Image blank(int width, int height, int level = 255);

/// Left upper corner at (x, y).
void paste(Image& onto, const Image& picture, int x, int y);

Symbol qr_symbol(std::string_view content, ErrorLevel level = ErrorLevel::medium, int min_version = 1);
Symbol micro_symbol(std::string_view content, ErrorLevel level, int min_version);

struct Place {
    int x;
    int y;
};

/// The symbol with the opposite of what it has in these places.
Symbol with_wrong(const Symbol& symbol, const std::vector<Place>& places);

/// One module of each of the first `count` codewords of the block. Requires the level of the symbol's format.
std::vector<Place> modules_of_block(const Symbol& symbol, int block, int count);

// ---- Accidents: each returns a new picture ----

/// `level` tells a pixel's new level from its place and its old level.
Image relevelled(const Image& picture, const std::function<int(int x, int y, int level)>& level);
Image inverted(const Image& picture);
Image mirrored(const Image& picture);

/// Turned clockwise about its middle, on white, with smooth edges.
Image turned(const Image& picture, double degrees);

/// As a camera sees it from aside: the right side `share` (0 to 1) smaller than the left.
Image seen_from_left(const Image& picture, double share);

/// Without smoothing, as programs do that know no better.
Image resized_roughly(const Image& picture, int width);

/// Normally distributed, the same at every call.
Image noisy(const Image& picture, double deviation);

}  // namespace qrgen::qr
