// SPDX-License-Identifier: MIT
#include "core/qr/payload/payload.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/qr/payload/epc.hpp"
#include "core/qr/payload/event.hpp"
#include "core/qr/payload/geo.hpp"
#include "core/qr/payload/gs1.hpp"
#include "core/qr/payload/input.hpp"
#include "core/qr/payload/mail.hpp"
#include "core/qr/payload/mecard.hpp"
#include "core/qr/payload/otpauth.hpp"
#include "core/qr/payload/sms.hpp"
#include "core/qr/payload/tel.hpp"
#include "core/qr/payload/vcard.hpp"
#include "core/qr/payload/whatsapp.hpp"
#include "core/qr/payload/wifi.hpp"

namespace qrgen::qr {
namespace {

constexpr PayloadKind kinds[] = {
    {"wifi", "join a wireless network", "ZXing, Barcode Contents; Wi-Fi Alliance, WPA3 Specification",
     wifi_fields, build_wifi},
    {"vcard", "keep a contact", "RFC 2426 (vCard 3.0), RFC 6350 (vCard 4.0)", vcard_fields, build_vcard},
    {"mecard", "keep a contact in little space", "NTT DoCoMo, Barcode Function", mecard_fields, build_mecard},
    {"geo", "show a place on a map", "RFC 5870", geo_fields, build_geo},
    {"mail", "write a mail", "RFC 6068", mail_fields, build_mail},
    {"tel", "call a number", "RFC 3966", tel_fields, build_tel},
    {"sms", "write a text message", "ZXing, Barcode Contents; RFC 5724", sms_fields, build_sms},
    {"event", "keep a date in the calendar", "RFC 5545", event_fields, build_event},
    {"otpauth", "set up one-time passwords", "Google Authenticator, Key Uri Format", otpauth_fields,
     build_otpauth},
    {"epc", "pay by SEPA credit transfer (GiroCode)", "EPC069-12", epc_fields, build_epc},
    {"whatsapp", "chat on WhatsApp", "WhatsApp, click to chat", whatsapp_fields, build_whatsapp},
    {"gs1", "name a product by a web address", "GS1 Digital Link Standard: URI Syntax", gs1_fields,
     build_gs1},
};

const PayloadField* find_field(const PayloadKind& kind, std::string_view name) {
    const auto found = std::find_if(kind.fields.begin(), kind.fields.end(),
                                    [name](const PayloadField& field) { return field.name == name; });
    return found == kind.fields.end() ? nullptr : &*found;
}

void report_unknown(const PayloadKind& kind, std::string_view name, PayloadInput& input) {
    std::vector<std::string_view> names;
    std::string list;
    for (const PayloadField& field : kind.fields) {
        names.push_back(field.name);
        list.append(list.empty() ? "" : ", ").append(field.name);
    }
    const std::string_view meant = nearest(name, names);
    input.fault(printable(name), "there is no such field",
                meant.empty() ? "the fields are " + list : "did you mean '" + std::string(meant) + "'?");
}

bool has_control(std::string_view text, bool line_feeds_are_fine) {
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = *next_code_point(text, offset);
        if ((c < 0x20 && !(c == '\n' && line_feeds_are_fine)) || (c >= 0x7F && c < 0xA0)) return true;
    }
    return false;
}

// "" if all is well.
std::string value_problem(const PayloadField& field, std::string_view value) {
    if (value.empty()) return "is empty; leave it out if there is none";
    if (find_invalid_utf8(value)) return "is not UTF-8 text";
    if (count_code_points(value) > field.max_length) {
        return "is " + std::to_string(count_code_points(value)) + " characters long; the limit is " +
               std::to_string(field.max_length);
    }
    if (!has_control(value, field.multiline)) return "";
    return field.multiline ? "holds a control character; only line feeds are possible"
                           : "must be one line without control characters";
}

void check_fields(const PayloadKind& kind, const PayloadValues& values, PayloadInput& input) {
    for (const auto& [name, value] : values.entries()) {
        const PayloadField* field = find_field(kind, name);
        if (field == nullptr) {
            report_unknown(kind, name, input);
        } else if (const std::string problem = value_problem(*field, value); !problem.empty()) {
            input.fault(name, problem);
        }
    }
    for (const PayloadField& field : kind.fields) {
        const std::size_t count = values.all(field.name).size();
        if (field.required && count == 0) {
            input.fault(field.name, "is missing",
                        std::string(field.name) + " is: " + std::string(field.summary));
        }
        if (!field.repeatable && count > 1) input.fault(field.name, "can be given only once");
        if (count > max_repetitions) {
            input.fault(field.name, "can be given " + std::to_string(max_repetitions) + " times at most");
        }
    }
}

// Line ends of files written elsewhere: every format here has its own way to write one.
PayloadValues with_line_feeds(const PayloadValues& values) {
    PayloadValues result;
    for (const auto& [name, value] : values.entries()) {
        std::string text;
        text.reserve(value.size());
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] != '\r' || i + 1 == value.size() || value[i + 1] != '\n') text += value[i];
        }
        result.add(name, std::move(text));
    }
    return result;
}

}  // namespace

bool PayloadValues::has(std::string_view name) const noexcept {
    return std::any_of(entries_.begin(), entries_.end(),
                       [name](const auto& entry) { return entry.first == name; });
}

std::string_view PayloadValues::get(std::string_view name) const noexcept {
    for (const auto& [entry, value] : entries_) {
        if (entry == name) return value;
    }
    return {};
}

std::vector<std::string_view> PayloadValues::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& [entry, value] : entries_) {
        if (entry == name) found.push_back(value);
    }
    return found;
}

std::span<const PayloadKind> payload_kinds() noexcept {
    return kinds;
}

const PayloadKind* find_payload_kind(std::string_view name) noexcept {
    for (const PayloadKind& kind : kinds) {
        if (kind.name == name) return &kind;
    }
    return nullptr;
}

std::string build_payload(const PayloadKind& kind, const PayloadValues& values) {
    const PayloadValues lines = with_line_feeds(values);
    PayloadInput input(kind.name, lines);
    check_fields(kind, lines, input);
    input.throw_faults();
    std::string content = kind.build(input);
    input.throw_faults();
    return content;
}

}  // namespace qrgen::qr
