// SPDX-License-Identifier: MIT
//
// WIFI:T:WPA;S:Guest;P:secret;; as ZXing defined it ("Barcode Contents", section "Wi-Fi Network config") and
// phones read it. The Wi-Fi Alliance (WPA3 Specification, section 7) has the same fields but percent encoding
// instead of backslashes, which phones do not read.
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField wifi_fields[] = {
    {.name = "ssid", .max_length = 32, .summary = "name of the network, at most 32 bytes", .required = true},
    {.name = "password", .max_length = 128, .summary = "its password"},
    {.name = "security",
     .max_length = 20,
     .summary = "wpa (also WPA2 and WPA3), sae (WPA3 alone), wep or nopass"},
    {.name = "hidden", .max_length = 20, .summary = "yes if the network does not show its name, or no"},
    {.name = "quote-hex", .max_length = 20, .summary = "yes to quote a name of hexadecimal digits, or no"},
};

std::string build_wifi(PayloadInput& input);

}  // namespace qrgen::qr
