// SPDX-License-Identifier: MIT
//
// https://id.gs1.org/01/09520123456788/10/ABC?17=261231: GS1 Digital Link Standard: URI Syntax; the data
// elements are those of the GS1 General Specifications.
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField gs1_fields[] = {
    {.name = "gtin", .max_length = 30, .summary = "article number: GTIN-8, -12 (UPC), -13 (EAN) or -14"},
    {.name = "lot", .max_length = 20, .summary = "batch or lot of the article (10)"},
    {.name = "serial", .max_length = 20, .summary = "serial number of the article (21)"},
    {.name = "expiry", .max_length = 20, .summary = "use by this date (17)"},
    {.name = "best-before", .max_length = 20, .summary = "best before this date (15)"},
    {.name = "production-date", .max_length = 20, .summary = "made on this date (11)"},
    {.name = "packaging-date", .max_length = 20, .summary = "packed on this date (13)"},
    {.name = "sell-by", .max_length = 20, .summary = "sell by this date (16)"},
    {.name = "net-weight", .max_length = 20, .summary = "kilograms of the article (310n)"},
    {.name = "gross-weight", .max_length = 20, .summary = "kilograms with packaging (330n)"},
    {.name = "variant", .max_length = 20, .summary = "consumer product variant of the article (22)"},
    {.name = "sscc", .max_length = 30, .summary = "number of a shipping unit (00), instead of gtin"},
    {.name = "gln", .max_length = 30, .summary = "number of a place (414), instead of gtin"},
    {.name = "gln-extension", .max_length = 20, .summary = "part of the place (254)"},
    {.name = "grai", .max_length = 30, .summary = "number of a returnable asset (8003), instead of gtin"},
    {.name = "giai", .max_length = 30, .summary = "number of an individual asset (8004), instead of gtin"},
    {.name = "domain", .max_length = 200, .summary = "where the link leads; default id.gs1.org"},
};

std::string build_gs1(PayloadInput& input);

}  // namespace qrgen::qr
