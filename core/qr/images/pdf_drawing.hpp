// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/images/image.hpp"
#include "core/qr/images/image_limits.hpp"

namespace qrgen::qr {

/// Loads poppler and what it draws on. Throws Error(failure) that names the package that is missing.
void load_pdf_libraries();

/// The first page on white, `limits.vector_width` pixels wide. Error(invalid), field "picture", if it is no
/// PDF, needs a password or has no page; what is broken within a page is left out. To be called in a process
/// of its own: it may crash, hang or print.
Image draw_pdf(std::string_view bytes, const ImageLimits& limits);

}  // namespace qrgen::qr
