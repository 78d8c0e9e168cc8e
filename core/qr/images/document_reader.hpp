// SPDX-License-Identifier: MIT
//
// Documents that are drawn rather than decoded: SVG, PDF and EPS. The libraries that draw them are loaded
// when the first is read (Error(failure) names the package that is missing). The bytes are not trusted.
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// `limits.vector_width` pixels wide, the height follows from the document's proportions. Errors about the
/// document are Error(invalid) with the field "picture". Same input, same pixels. Thread-safe.
Image read_svg(std::string_view bytes, const ImageLimits& limits);
Image read_pdf(std::string_view bytes, const ImageLimits& limits);
Image read_eps(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
