// SPDX-License-Identifier: MIT
//
// A symbol that still scans with a logo on it.
#pragma once

#include <functional>
#include <string_view>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/error_budget.hpp"

namespace qrgen::qr {

/// How each module of the symbol is seen under the picture's logo: outside of the cleared area as encoded,
/// inside by the logo's colour at the module's centre over the background. Where that is neither clearly
/// dark nor clearly light, the module is seen wrong. The symbol must outlive the result.
SeenDark seen_under_logo(const Symbol& symbol, const Picture& picture);

/// Whether the logo covers any module that no error correction protects and readers need: finder, separator,
/// timing, format or version information, and in versions 2 to 6 the alignment pattern, which is their only one.
/// (Measured with logos within the error budget: zxing reads whatever happens to alignment patterns; zbar misses
/// 1 of 417 codes if none is covered, 36 of 118 if the only one is, 34 of 348 if some of several are.)
bool logo_covers_function_patterns(const Symbol& symbol, const Picture& picture);

/// The symbol of the content that fits the picture's logo: the error level, starting from options.level, then
/// the version is raised until every block keeps logo_reserve and logo_covers_function_patterns() is false.
/// Throws Error(invalid), field "logo_size", if none does; the message names the largest size in whole percent
/// that would work at this position, if there is one. Without a logo this is encode(); with one, a Micro QR
/// code is refused.
Symbol encode_for(const Picture& picture, std::string_view content, const EncodeOptions& options);

}  // namespace qrgen::qr
