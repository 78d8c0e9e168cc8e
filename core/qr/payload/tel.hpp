// SPDX-License-Identifier: MIT
//
// tel:+49301234567 (RFC 3966).
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField tel_fields[] = {
    {.name = "number",
     .max_length = 40,
     .summary = "telephone number, best with + and country code",
     .required = true},
    {.name = "extension", .max_length = 10, .summary = "digits to dial when the call is answered"},
};

std::string build_tel(PayloadInput& input);

}  // namespace qrgen::qr
