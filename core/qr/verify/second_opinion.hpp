// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/qr/verify/code_search.hpp"

namespace qrgen::qr {

/// What zbar says otherwise about each of the codes: that it reads something else in their place, or nothing.
/// Nothing is said about Micro QR codes, which it does not know. Throws what read_with_zbar() throws.
std::vector<std::vector<std::string>> ask_second_decoder(const Luminance& picture,
                                                         const std::vector<FoundCode>& codes);

}  // namespace qrgen::qr
