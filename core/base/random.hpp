// SPDX-License-Identifier: MIT
//
// Randomness that nobody can guess, and the identifiers made from it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"

namespace qrgen {

/// Fills the bytes; must be safe to call from several threads. Tests pass a predictable one.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

/// The kernel's CSPRNG (getrandom(2)). Throws Error(failure) if it cannot be had, never returns less.
void system_random(std::span<std::uint8_t> bytes);

/// RFC 9562 section 5.7: 48 bits of Unix milliseconds, then random bits; lower-case text of 36 characters.
/// Ids made later sort later, down to the millisecond.
std::string make_uuid_v7(Timestamp now, const RandomSource& random);

/// Whether `text` has the form of a UUID (8-4-4-4-12 hexadecimal digits, either case).
bool is_uuid(std::string_view text);

}  // namespace qrgen
