// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::qr {

/// A zlib stream (RFC 1950), as PNG and PDF have them. Same input, same bytes. Thread-safe.
std::string zlib_compress(std::string_view bytes);

}  // namespace qrgen::qr
