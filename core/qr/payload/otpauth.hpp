// SPDX-License-Identifier: MIT
//
// otpauth://totp/Issuer:account?secret=... (Google Authenticator, "Key Uri Format").
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField otpauth_fields[] = {
    {.name = "account", .max_length = 100, .summary = "whose passwords these are", .required = true},
    {.name = "secret", .max_length = 256, .summary = "the shared secret in base32", .required = true},
    {.name = "issuer", .max_length = 100, .summary = "where the account is"},
    {.name = "type", .max_length = 20, .summary = "totp (by time) or hotp (by counter)"},
    {.name = "algorithm", .max_length = 20, .summary = "sha1, sha256 or sha512"},
    {.name = "digits", .max_length = 20, .summary = "6 or 8"},
    {.name = "period", .max_length = 20, .summary = "seconds that a password of totp lasts, 1 to 3600"},
    {.name = "counter", .max_length = 20, .summary = "first counter of hotp"},
};

std::string build_otpauth(PayloadInput& input);

}  // namespace qrgen::qr
