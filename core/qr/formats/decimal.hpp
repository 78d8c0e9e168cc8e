// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace qrgen::qr {

/// The shortest decimal number that is `value` rounded to `places` (0 to 6) digits after the point: "12",
/// "-.5", "0". No exponent, whatever the locale; SVG, PDF and PostScript read it. `value` is less than 10^12.
void append_decimal(std::string& out, double value, int places);
std::string decimal(double value, int places);

/// The same for scaled / 10^places.
void append_scaled(std::string& out, std::int64_t scaled, int places);

}  // namespace qrgen::qr
