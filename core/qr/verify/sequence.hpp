// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace qrgen::qr {

/// Reads the finished bytes of pictures of one structured append sequence, in its order, and throws
/// Error(verification) unless each scans, says its own place, and all contents joined are exactly `content`.
void require_scannable_sequence(std::span<const std::string> pictures, std::string_view content);

}  // namespace qrgen::qr
