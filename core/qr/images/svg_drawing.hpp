// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// Loads librsvg and what it draws on. Throws Error(failure) that names the package that is missing.
void load_svg_libraries();

/// On a transparent ground, `limits.vector_width` pixels wide; if the document's unit is coarse (the modules
/// of a code), the largest whole multiple of it that is not wider, so that edges lie between pixels. The
/// document has no address, so librsvg resolves no reference to anything outside of it but data: URLs.
/// Error(invalid), field "picture". To be called in a process of its own: it may crash, hang or print.
Image draw_svg(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
