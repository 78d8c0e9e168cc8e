// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// The one picture in the text, by libsixel. Throws std::runtime_error if it cannot read it, or if more than
/// a line feed follows the picture.
Image read_sixel(std::string_view text);

}  // namespace qrgen::test
