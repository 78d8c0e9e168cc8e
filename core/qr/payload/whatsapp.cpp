// SPDX-License-Identifier: MIT
#include "core/qr/payload/whatsapp.hpp"

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {

std::string build_whatsapp(PayloadInput& input) {
    if (!input.has("number") && !input.has("text")) {
        input.fault("number", "is missing",
                    "without a number give a text, and the reader chooses who gets it");
    }
    std::string address = "https://wa.me/";
    if (input.has("number")) {
        // The service wants the digits alone.
        const std::string number =
            phone_number(input, "number", input.get("number"), PhoneReach::international);
        address.append(number, number.starts_with('+') ? 1 : 0);
    }
    return address + (input.has("text") ? "?text=" + percent_encode(input.get("text")) : "");
}

}  // namespace qrgen::qr
