// SPDX-License-Identifier: MIT
//
// BCD / 002 / 1 / SCT ...: European Payments Council, EPC069-12, "Quick Response Code: Guidelines to Enable
// Data Capture for the Initiation of a SEPA Credit Transfer"; known as GiroCode, Zahlen mit Code, QR-Code
// betaling.
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField epc_fields[] = {
    {.name = "name", .max_length = 70, .summary = "who is paid", .required = true},
    {.name = "iban", .max_length = 50, .summary = "account that is paid to", .required = true},
    {.name = "amount", .max_length = 20, .summary = "euros, as 12.30, from 0.01 to 999999999.99"},
    {.name = "text", .max_length = 140, .summary = "what it is for, as a text"},
    {.name = "reference", .max_length = 40, .summary = "what it is for, as an RF reference (ISO 11649)"},
    {.name = "bic", .max_length = 20, .summary = "bank, needed only outside of the EEA"},
    {.name = "purpose", .max_length = 20, .summary = "purpose code of ISO 20022, as CHAR"},
    {.name = "information", .max_length = 70, .summary = "note to who pays"},
};

std::string build_epc(PayloadInput& input);

}  // namespace qrgen::qr
