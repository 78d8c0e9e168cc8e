// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// A binary bitmap (P4) or pixmap of 8 bits (P6) with at most one comment, behind the magic number. Throws
/// std::runtime_error at anything else, and if the file is not exactly as long as its header says.
Image read_pnm(std::string_view file);

}  // namespace qrgen::test
