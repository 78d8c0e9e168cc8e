// SPDX-License-Identifier: MIT
//
// MECARD:N:Doe,Jane;TEL:+49301234567;; (NTT DoCoMo, "Barcode Function", phone book registration).
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField mecard_fields[] = {
    {.name = "first-name", .max_length = 100, .summary = "given name"},
    {.name = "last-name", .max_length = 100, .summary = "family name"},
    {.name = "phone", .max_length = 40, .summary = "telephone number", .repeatable = true},
    {.name = "email", .max_length = 254, .summary = "mail address", .repeatable = true},
    {.name = "url", .max_length = 500, .summary = "web address"},
    {.name = "street", .max_length = 200, .summary = "street and number"},
    {.name = "city", .max_length = 100, .summary = "town"},
    {.name = "region", .max_length = 100, .summary = "state or province"},
    {.name = "postcode", .max_length = 20, .summary = "postal code"},
    {.name = "country", .max_length = 100, .summary = "country"},
    {.name = "birthday", .max_length = 20, .summary = "date, as 1990-12-31"},
    {.name = "nickname", .max_length = 100, .summary = "nickname"},
    {.name = "org", .max_length = 100, .summary = "organisation, an addition that most phones read"},
    {.name = "note", .max_length = 1000, .summary = "anything else"},
};

std::string build_mecard(PayloadInput& input);

}  // namespace qrgen::qr
