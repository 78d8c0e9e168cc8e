// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::test {

/// The PNG file that a terminal would show. Throws std::runtime_error at anything that the kitty graphics
/// protocol does not say of a picture sent directly, in chunks, and shown at once, or if more than a line
/// feed follows it.
std::string read_kitty(std::string_view text);

}  // namespace qrgen::test
