// SPDX-License-Identifier: MIT
//
// Looking for codes in all the ways that have a chance.
#pragma once

#include <optional>
#include <vector>

#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/zxing_reader.hpp"

namespace qrgen::qr {

struct FoundCode {
    DecodedCode decoded;
    bool inverted;  // light on dark
};

/// All codes, in no order: in the picture and the inverted one, with both thresholds; if there is none,
/// mirrored, and then enlarged. Where two overlap, a Micro QR code is no code (a finder pattern of a QR code
/// was taken for it), and of two others the first one is.
std::vector<FoundCode> find_all_codes(const Luminance& picture);

/// Any code; the ways above are tried one by one, but for the mirrored one.
std::optional<FoundCode> find_one_code(const Luminance& picture);

/// From top to bottom, and those of about the same height from left to right.
void sort_for_reading(std::vector<FoundCode>& codes);

}  // namespace qrgen::qr
