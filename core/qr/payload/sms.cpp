// SPDX-License-Identifier: MIT
#include "core/qr/payload/sms.hpp"

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {

std::string build_sms(PayloadInput& input) {
    const std::string number = phone_number(input, "number", input.get("number"), PhoneReach::any);
    const std::string_view text = input.get("text");
    if (input.choice("scheme", {"smsto", "sms"}, "smsto") == "sms") {
        return "sms:" + number + (text.empty() ? "" : "?body=" + percent_encode(text));
    }
    // Whatever follows the second colon is text, without any escapes.
    return ("SMSTO:" + number + ':').append(text);
}

}  // namespace qrgen::qr
