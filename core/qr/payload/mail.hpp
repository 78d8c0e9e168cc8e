// SPDX-License-Identifier: MIT
//
// mailto:name@example.com?subject=... (RFC 6068).
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField mail_fields[] = {
    {.name = "to", .max_length = 254, .summary = "address", .required = true, .repeatable = true},
    {.name = "subject", .max_length = 200, .summary = "subject"},
    {.name = "body", .max_length = 2000, .summary = "text of the mail", .multiline = true},
    {.name = "cc", .max_length = 254, .summary = "address that gets a copy", .repeatable = true},
    {.name = "bcc", .max_length = 254, .summary = "address that gets a hidden copy", .repeatable = true},
};

std::string build_mail(PayloadInput& input);

}  // namespace qrgen::qr
