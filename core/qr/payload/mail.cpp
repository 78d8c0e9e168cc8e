// SPDX-License-Identifier: MIT
#include "core/qr/payload/mail.hpp"

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

// Also "+" is encoded, because some readers take it for a space.
std::string addresses(PayloadInput& input, std::string_view field) {
    std::string list;
    for (const std::string_view address : input.all(field)) {
        check_mail_address(input, field, address);
        list += (list.empty() ? "" : ",") + percent_encode(address, "@");
    }
    return list;
}

// RFC 6068, section 5: line breaks are %0D%0A.
std::string with_line_breaks(std::string_view text) {
    std::string result;
    for (const char c : text) result += c == '\n' ? "\r\n" : std::string(1, c);
    return percent_encode(result);
}

void add_field(std::string& uri, std::string_view name, const std::string& value) {
    if (value.empty()) return;
    uri += uri.find('?') == std::string::npos ? '?' : '&';
    uri.append(name).append("=").append(value);
}

}  // namespace

std::string build_mail(PayloadInput& input) {
    std::string uri = "mailto:" + addresses(input, "to");
    add_field(uri, "cc", addresses(input, "cc"));
    add_field(uri, "bcc", addresses(input, "bcc"));
    add_field(uri, "subject", percent_encode(input.get("subject")));
    add_field(uri, "body", with_line_breaks(input.get("body")));
    return uri;
}

}  // namespace qrgen::qr
