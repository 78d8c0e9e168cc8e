// SPDX-License-Identifier: MIT
//
// Picture files of any origin into pixels: logos, and what `verify` looks at. The bytes are not trusted.
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

enum class ImageType { png, jpeg, webp, svg, pdf, eps, pbm, kitty, sixel, text, unknown };

/// By the first bytes, never by a file name. `text` is what the format txt writes.
ImageType image_type(std::string_view bytes) noexcept;

/// "PNG", "JPEG", …; "unknown" for none.
std::string_view to_string(ImageType type) noexcept;

/// Throws Error(invalid) with the field "picture": no picture, one of a kind that is not read, truncated or
/// broken, with a side or area beyond the limits (the message has both figures), an animation. SVG is drawn by
/// librsvg, PDF by poppler, EPS by Ghostscript, which are loaded then (Error(failure) names the package);
/// nothing outside of `bytes` is ever opened or fetched. Same input, same pixels. Thread-safe.
Image read_image(std::string_view bytes, const ImageLimits& limits = {});

}  // namespace qrgen::qr
