// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace qrgen::records {

/// Fills the buffer (never empty) from its beginning and returns how many bytes are there now: at least one,
/// or 0 at the end of the input. Throws Error(failure) with the system's reason.
using ByteSource = std::function<std::size_t(std::span<char>)>;

/// The bytes of a file, or of standard input for "-", as they come. Throws Error(failure) if it cannot be
/// opened; a directory is none.
ByteSource open_bytes(const std::string& file);

}  // namespace qrgen::records
