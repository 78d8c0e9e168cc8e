// SPDX-License-Identifier: MIT
//
// SMSTO:+49301234567:text, as ZXing defined it ("Barcode Contents", section "SMS"), which more phones read
// from codes than the URI sms:+49301234567?body=text of RFC 5724.
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField sms_fields[] = {
    {.name = "number",
     .max_length = 40,
     .summary = "telephone number, best with + and country code",
     .required = true},
    {.name = "text", .max_length = 1600, .summary = "text of the message", .multiline = true},
    {.name = "scheme", .max_length = 20, .summary = "smsto, or sms for the URI of RFC 5724"},
};

std::string build_sms(PayloadInput& input);

}  // namespace qrgen::qr
