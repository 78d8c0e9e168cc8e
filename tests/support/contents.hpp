// SPDX-License-Identifier: MIT
//
// Contents for codes: fixed, so that a failure repeats, but without a pattern.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace qrgen::test {

/// Lower-case letters, which only byte segments can hold.
std::string letters(std::size_t size, std::uint32_t seed = 1);

/// Any bytes, NUL and ill-formed UTF-8 included.
std::string arbitrary_bytes(std::size_t size, std::uint32_t seed = 1);

}  // namespace qrgen::test
