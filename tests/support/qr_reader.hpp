// SPDX-License-Identifier: MIT
//
// Two QR decoders that know nothing of each other or of us.
#pragma once

#include <optional>
#include <string>

#include "tests/support/image.hpp"

namespace qrgen::test {

/// The content's bytes, as they are in the symbol; nullopt if none is found.
std::optional<std::string> read_with_zxing(const Image& image);
std::optional<std::string> read_with_zbar(const Image& image);

/// By ZXing, and where that finds nothing by zbar.
std::optional<std::string> read_qr(const Image& image);

}  // namespace qrgen::test
