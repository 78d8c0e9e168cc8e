// SPDX-License-Identifier: MIT
//
// https://wa.me/49301234567?text=... (WhatsApp, "How to use click to chat").
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField whatsapp_fields[] = {
    {.name = "number", .max_length = 40, .summary = "telephone number with + and country code"},
    {.name = "text", .max_length = 2000, .summary = "text of the message", .multiline = true},
};

std::string build_whatsapp(PayloadInput& input);

}  // namespace qrgen::qr
