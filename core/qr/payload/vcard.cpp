// SPDX-License-Identifier: MIT
#include "core/qr/payload/vcard.hpp"

#include "core/qr/payload/content_lines.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

struct Typed {
    std::string_view field;
    std::string_view property;
};
constexpr Typed phones[] = {{"mobile", "TEL;TYPE=CELL"},
                            {"phone", "TEL"},
                            {"work-phone", "TEL;TYPE=WORK"},
                            {"home-phone", "TEL;TYPE=HOME"},
                            {"fax", "TEL;TYPE=FAX"}};
constexpr Typed emails[] = {
    {"email", "EMAIL"}, {"work-email", "EMAIL;TYPE=WORK"}, {"home-email", "EMAIL;TYPE=HOME"}};

// The parts of a value that has several, each escaped, in the order of the fields' names; "" if all are
// empty.
std::string parts(const PayloadInput& input, std::initializer_list<std::string_view> fields) {
    std::string text;
    bool is_empty = true;
    for (const std::string_view& field : fields) {
        if (&field != fields.begin()) text += ';';
        text += escape_text(input.get(field));
        is_empty = is_empty && input.get(field).empty();
    }
    return is_empty ? "" : text;
}

std::string shown_name(PayloadInput& input) {
    if (input.has("full-name")) return std::string(input.get("full-name"));
    std::string name;
    for (const std::string_view field : {"prefix", "first-name", "middle-name", "last-name", "suffix"}) {
        if (input.has(field)) name.append(name.empty() ? "" : " ").append(input.get(field));
    }
    if (name.empty()) name = input.get("org");
    if (name.empty()) input.fault("first-name", "is missing", "give first-name and last-name, or org");
    return name;
}

void add_names(PayloadInput& input, bool is_version_3, ContentLines& lines) {
    std::string name = parts(input, {"last-name", "first-name", "middle-name", "prefix", "suffix"});
    // Version 3 cannot do without; a name that was given as a whole is filed as it is.
    if (name.empty() && is_version_3) name = escape_text(input.get("full-name")) + ";;;;";
    if (!name.empty()) lines.add("N", name);
    lines.add_text("FN", shown_name(input));
}

void add_organisation(PayloadInput& input, ContentLines& lines) {
    if (input.has("department") && !input.has("org")) input.fault("department", "goes with org only");
    if (input.has("org")) {
        lines.add("ORG",
                  input.has("department") ? parts(input, {"org", "department"}) : parts(input, {"org"}));
    }
    lines.add_text("TITLE", input.get("title"));
}

void add_contacts(PayloadInput& input, ContentLines& lines) {
    for (const auto& [field, property] : phones) {
        for (const std::string_view number : input.all(field)) {
            lines.add(property, phone_number(input, field, number, PhoneReach::any));
        }
    }
    for (const auto& [field, property] : emails) {
        for (const std::string_view address : input.all(field)) {
            check_mail_address(input, field, address);
            lines.add_text(property, address);
        }
    }
    for (const std::string_view address : input.all("url")) {
        check_uri(input, "url", address);
        lines.add("URL", address);  // of type URI, which has no escapes
    }
}

void add_birthday(PayloadInput& input, bool is_version_3, ContentLines& lines) {
    if (!input.has("birthday")) return;
    const auto date = parse_date(input.get("birthday"));
    if (!date) {
        input.fault("birthday", "must be a date like 1990-12-31");
        return;
    }
    // RFC 6350, section 4.3.1, has only the short form; RFC 2426, section 4, either.
    lines.add("BDAY", is_version_3 ? std::string(input.get("birthday")) : basic_date(*date));
}

}  // namespace

std::string build_vcard(PayloadInput& input) {
    const bool is_version_3 = input.choice("version", {"3", "4"}, "3") == "3";
    ContentLines lines;
    lines.add("BEGIN", "VCARD");
    lines.add("VERSION", is_version_3 ? "3.0" : "4.0");
    add_names(input, is_version_3, lines);
    add_organisation(input, lines);
    add_contacts(input, lines);
    const std::string address = parts(input, {"street", "city", "region", "postcode", "country"});
    if (!address.empty()) lines.add("ADR", ";;" + address);  // without post box and extension
    add_birthday(input, is_version_3, lines);
    lines.add_text("NOTE", input.get("note"));
    lines.add("END", "VCARD");
    return std::move(lines).text();
}

}  // namespace qrgen::qr
