// SPDX-License-Identifier: MIT
//
// BEGIN:VCARD ... (RFC 2426 for version 3.0, RFC 6350 for version 4.0).
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField vcard_fields[] = {
    {.name = "first-name", .max_length = 100, .summary = "given name"},
    {.name = "last-name", .max_length = 100, .summary = "family name"},
    {.name = "org", .max_length = 100, .summary = "organisation"},
    {.name = "title", .max_length = 100, .summary = "position in it"},
    {.name = "phone", .max_length = 40, .summary = "telephone number", .repeatable = true},
    {.name = "mobile", .max_length = 40, .summary = "number of a mobile telephone", .repeatable = true},
    {.name = "work-phone", .max_length = 40, .summary = "telephone number at work", .repeatable = true},
    {.name = "home-phone", .max_length = 40, .summary = "telephone number at home", .repeatable = true},
    {.name = "fax", .max_length = 40, .summary = "fax number", .repeatable = true},
    {.name = "email", .max_length = 254, .summary = "mail address", .repeatable = true},
    {.name = "work-email", .max_length = 254, .summary = "mail address at work", .repeatable = true},
    {.name = "home-email", .max_length = 254, .summary = "mail address at home", .repeatable = true},
    {.name = "url", .max_length = 500, .summary = "web address", .repeatable = true},
    {.name = "street", .max_length = 200, .summary = "street and number"},
    {.name = "city", .max_length = 100, .summary = "town"},
    {.name = "region", .max_length = 100, .summary = "state or province"},
    {.name = "postcode", .max_length = 20, .summary = "postal code"},
    {.name = "country", .max_length = 100, .summary = "country"},
    {.name = "birthday", .max_length = 20, .summary = "date, as 1990-12-31"},
    {.name = "note", .max_length = 1000, .summary = "anything else", .multiline = true},
    {.name = "full-name", .max_length = 200, .summary = "name as it is shown; default: made of its parts"},
    {.name = "middle-name", .max_length = 100, .summary = "further given names"},
    {.name = "prefix", .max_length = 50, .summary = "what stands before the name, as Dr."},
    {.name = "suffix", .max_length = 50, .summary = "what stands behind the name, as Jr."},
    {.name = "department", .max_length = 100, .summary = "department of the organisation"},
    {.name = "version", .max_length = 20, .summary = "3 or 4; default 3, which more phones read"},
};

std::string build_vcard(PayloadInput& input);

}  // namespace qrgen::qr
