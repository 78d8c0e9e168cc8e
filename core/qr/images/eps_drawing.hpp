// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// Loads Ghostscript. Throws Error(failure) that names the package that is missing.
void load_eps_libraries();

/// The area of the bounding box on white, `limits.vector_width` pixels wide; Ghostscript's safer mode keeps
/// the program that an EPS is from all files. Error(invalid), field "picture". To be called in a process of
/// its own and only once there: it may crash, hang or print.
Image draw_eps(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
