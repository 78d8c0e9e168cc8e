// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// What a terminal with black letters on white shows, a module being `scale` × `scale` pixels:
/// qr::read_txt(), which is strict. Throws what that throws, and std::runtime_error if the last line has no
/// end.
Image read_txt(std::string_view text, int scale = 1);

}  // namespace qrgen::test
