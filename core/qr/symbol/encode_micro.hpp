// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {

/// What encode() does for Micro QR.
Symbol encode_micro(std::string_view content, const EncodeOptions& options);

}  // namespace qrgen::qr
