// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// What a terminal with black letters on white shows: half blocks, "##" or coloured spaces. A module becomes
/// `scale` × `scale` pixels. Throws std::runtime_error at anything else that it finds, lines of unequal
/// length, or colours that are still set at a line's end.
Image read_txt(std::string_view text, int scale = 1);

}  // namespace qrgen::test
