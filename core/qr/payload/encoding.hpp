// SPDX-License-Identifier: MIT
//
// Ways to write a text so that a format's own characters can stand in it.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::qr {

/// Percent encoding of RFC 3986, section 2.1: every byte but letters, digits, "-._~" and those in
/// `also_plain`.
std::string percent_encode(std::string_view text, std::string_view also_plain = {});

/// A backslash before each backslash and each character of `special`.
std::string backslash_escape(std::string_view text, std::string_view special);

}  // namespace qrgen::qr
