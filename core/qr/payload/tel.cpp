// SPDX-License-Identifier: MIT
#include "core/qr/payload/tel.hpp"

#include "core/qr/payload/values.hpp"

namespace qrgen::qr {

// RFC 3966 wants a context with numbers that have no "+". It is left out: phones do not know it, and dial the
// number as if it had been typed.
std::string build_tel(PayloadInput& input) {
    std::string uri = "tel:" + phone_number(input, "number", input.get("number"), PhoneReach::any);
    if (!input.has("extension")) return uri;
    if (!is_all_digits(input.get("extension"))) input.fault("extension", "must be digits");
    return uri.append(";ext=").append(input.get("extension"));
}

}  // namespace qrgen::qr
