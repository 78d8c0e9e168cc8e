// SPDX-License-Identifier: MIT
//
// The second opinion: zbar, which knows nothing of zxing. It reads no Micro QR.
#pragma once

#include <string>
#include <vector>

#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/perspective.hpp"

namespace qrgen::qr {

struct ZbarCode {
    std::string content;  // bytes as the symbol has them
    Point centre;
    // All parts of one structured append sequence that are in the picture: their contents joined, with a NUL
    // where parts are missing. What each part says cannot be had, for zbar then cuts off its last byte.
    bool is_sequence;
};

/// Done by the first reading otherwise. Throws Error(failure) if the library is not installed.
void load_zbar();

/// All QR codes in the picture, dark on light. Throws what load_zbar() throws. Thread-safe.
std::vector<ZbarCode> read_with_zbar(const Luminance& picture);

}  // namespace qrgen::qr
