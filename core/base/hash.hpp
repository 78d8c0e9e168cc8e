// SPDX-License-Identifier: MIT
//
// SHA-256 (FIPS 180-4), and comparing secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qrgen {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// The first 64 bits of the SHA-256.
std::uint64_t hash64(std::string_view bytes);

/// Whether both are the same. Takes a time that depends on their lengths only, not on what they hold.
bool equals_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace qrgen
