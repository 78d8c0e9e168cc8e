// SPDX-License-Identifier: MIT
#include "core/qr/payload/geo.hpp"

#include <charconv>
#include <system_error>

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

struct Range {
    double least;
    double most;
    const char* words;
};

// The number as RFC 5870 writes it: as it was given, but for zeros that say nothing in front.
std::string number(PayloadInput& input, std::string_view field, Range range) {
    std::string_view text = input.get(field);
    double value = 0;
    const bool is_number = is_decimal(text, true) &&
                           std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
    if (!is_number || value < range.least || value > range.most) {
        input.fault(field, std::string("must be a number ") + range.words,
                    "decimals stand behind a point: 52.5163");
        return "";
    }
    const bool is_negative = text.front() == '-' && value != 0;
    if (text.front() == '-') text.remove_prefix(1);
    while (text.size() > 1 && text[0] == '0' && text[1] != '.') text.remove_prefix(1);
    return std::string(is_negative ? "-" : "").append(text);
}

}  // namespace

std::string build_geo(PayloadInput& input) {
    const std::string place = number(input, "lat", {-90, 90, "from -90 to 90"}) + ',' +
                              number(input, "lon", {-180, 180, "from -180 to 180"});
    std::string uri = "geo:" + place;
    if (input.has("altitude")) uri += ',' + number(input, "altitude", {-20000, 1e9, "of metres"});
    if (input.has("uncertainty"))
        uri += ";u=" + number(input, "uncertainty", {0, 1e8, "of metres, 0 or more"});
    // Not in the RFC, which lets readers pass over it: Android's maps show a pin with a name.
    if (input.has("label")) uri += "?q=" + place + '(' + percent_encode(input.get("label")) + ')';
    return uri;
}

}  // namespace qrgen::qr
