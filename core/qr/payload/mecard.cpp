// SPDX-License-Identifier: MIT
#include "core/qr/payload/mecard.hpp"

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

std::string escape(std::string_view text) {
    return backslash_escape(text, ";:,");
}

void add(std::string& card, std::string_view key, std::string_view value) {
    if (!value.empty()) card.append(key).append(":").append(value).append(";");
}

std::string name(PayloadInput& input) {
    if (!input.has("first-name") && !input.has("last-name")) {
        input.fault("first-name", "is missing", "give first-name and last-name, or one of them");
    }
    const std::string first = escape(input.get("first-name"));
    const std::string last = escape(input.get("last-name"));
    return first.empty() || last.empty() ? first + last : last + ',' + first;
}

// Post box, room, house, town, province, postal code, country; streets stand where houses do.
std::string address(PayloadInput& input) {
    std::string text = ",,";
    bool is_empty = true;
    for (const std::string_view field : {"street", "city", "region", "postcode", "country"}) {
        if (field != "street") text += ',';
        text += escape(input.get(field));
        is_empty = is_empty && !input.has(field);
    }
    return is_empty ? "" : text;
}

std::string birthday(PayloadInput& input) {
    if (!input.has("birthday")) return "";
    const auto date = parse_date(input.get("birthday"));
    if (date) return basic_date(*date);
    input.fault("birthday", "must be a date like 1990-12-31");
    return "";
}

}  // namespace

std::string build_mecard(PayloadInput& input) {
    std::string card = "MECARD:";
    add(card, "N", name(input));
    for (const std::string_view number : input.all("phone")) {
        add(card, "TEL", phone_number(input, "phone", number, PhoneReach::any));
    }
    for (const std::string_view email : input.all("email")) {
        check_mail_address(input, "email", email);
        add(card, "EMAIL", escape(email));
    }
    if (input.has("url")) check_uri(input, "url", input.get("url"));
    add(card, "URL", escape(input.get("url")));
    add(card, "ADR", address(input));
    add(card, "BDAY", birthday(input));
    add(card, "NICKNAME", escape(input.get("nickname")));
    add(card, "ORG", escape(input.get("org")));
    add(card, "NOTE", escape(input.get("note")));
    return card + ';';
}

}  // namespace qrgen::qr
