// SPDX-License-Identifier: MIT
//
// Pages as printers and screens would show them, on white paper. All throw std::runtime_error if the program
// fails.
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// By pdftoppm (Poppler).
Image rasterise_pdf(std::string_view file, int dpi);

/// By Ghostscript, cropped to the bounding box; edges are not smoothed.
Image rasterise_eps(std::string_view file, int dpi);

/// By qpdf, which fails at errors and at warnings.
void check_pdf(std::string_view file);

}  // namespace qrgen::test
