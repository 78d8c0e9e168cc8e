// SPDX-License-Identifier: MIT
//
// SHA-256 (FIPS 180-4), SipHash, and comparing secrets.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace qrgen {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// The first 64 bits of the SHA-256.
std::uint64_t hash64(std::string_view bytes);

using HashKey = std::array<std::uint8_t, 16>;

/// SipHash-2-4 (Aumasson and Bernstein, 2012): without the key, nobody can tell which of two texts a hash is
/// of.
std::uint64_t keyed_hash64(const HashKey& key, std::string_view bytes) noexcept;

/// Whether both are the same. Takes a time that depends on their lengths only, not on what they hold.
bool equals_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace qrgen
