// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/qr/picture/path.hpp"

namespace qrgen::qr {

/// Path data (SVG 1.1, section 8.3) with relative coordinates, which are short, rounded to thousandths, which
/// do not add up.
std::string svg_path_data(const Path& path);

}  // namespace qrgen::qr
