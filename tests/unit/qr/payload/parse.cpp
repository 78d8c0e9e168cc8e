// SPDX-License-Identifier: MIT
#include "tests/unit/qr/payload/parse.hpp"

#include <functional>
#include <map>
#include <stdexcept>

namespace qrgen::qr::test {
namespace {

void expect(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
}

std::string after(const std::string& text, const std::string& start) {
    expect(text.substr(0, start.size()) == start, "does not begin with " + start);
    return text.substr(start.size());
}

// Pieces between separators that no backslash stands before; backslashes stay.
std::vector<std::string> split(const std::string& text, char separator, bool has_backslashes) {
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == separator) {
            pieces.emplace_back();
        } else {
            pieces.back() += text[i];
            if (has_backslashes && text[i] == '\\') {
                expect(i + 1 < text.size(), "ends in a backslash");
                pieces.back() += text[++i];
            }
        }
    }
    return pieces;
}

std::string unescape(const std::string& text, bool n_is_line_feed) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
            plain += n_is_line_feed && (text[i] == 'n' || text[i] == 'N') ? '\n' : text[i];
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::string percent_decode(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            expect(text[i] != ' ' && text[i] != '+', "is no URI");
            plain += text[i];
            continue;
        }
        expect(i + 2 < text.size(), "ends in a percent sign");
        plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
    }
    return plain;
}

void add(Fields& fields, const std::string& name, const std::string& value) {
    if (!value.empty()) fields.emplace_back(name, value);
}

// --- Uniform Resource Identifiers ---

struct Uri {
    std::string path;  // with what stands before it
    Fields query;      // decoded
};

Uri split_uri(const std::string& text) {
    const std::size_t mark = text.find('?');
    Uri uri{text.substr(0, mark), {}};
    if (mark == std::string::npos) return uri;
    for (const std::string& part : split(text.substr(mark + 1), '&', false)) {
        const std::size_t equals = part.find('=');
        expect(equals != std::string::npos, "has a parameter without value");
        uri.query.emplace_back(part.substr(0, equals), percent_decode(part.substr(equals + 1)));
    }
    return uri;
}

std::string without_carriage_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

void add_addresses(Fields& fields, const std::string& name, const std::string& list) {
    for (const std::string& address : split(list, ',', false)) add(fields, name, percent_decode(address));
}

Fields parse_mail(const std::string& text) {
    Fields fields;
    const std::size_t mark = text.find('?');
    add_addresses(fields, "to", after(text.substr(0, mark), "mailto:"));
    if (mark == std::string::npos) return fields;
    for (const std::string& part : split(text.substr(mark + 1), '&', false)) {
        const std::string name = part.substr(0, part.find('='));
        const std::string value = part.substr(name.size() + 1);
        if (name == "cc" || name == "bcc") {
            add_addresses(fields, name, value);
        } else {
            add(fields, name, without_carriage_returns(percent_decode(value)));
        }
    }
    return fields;
}

Fields parse_tel(const std::string& text) {
    const auto parts = split(after(text, "tel:"), ';', false);
    Fields fields{{"number", parts[0]}};
    if (parts.size() > 1) add(fields, "extension", after(parts[1], "ext="));
    return fields;
}

Fields parse_sms(const std::string& text) {
    Fields fields;
    if (text.substr(0, 4) == "sms:") {
        const Uri uri = split_uri(text);
        fields = {{"scheme", "sms"}, {"number", after(uri.path, "sms:")}};
        for (const auto& [name, value] : uri.query) add(fields, name == "body" ? "text" : name, value);
        return fields;
    }
    const std::string rest = after(text, "SMSTO:");
    const std::size_t colon = rest.find(':');
    expect(colon != std::string::npos, "has no second colon");
    add(fields, "number", rest.substr(0, colon));
    add(fields, "text", rest.substr(colon + 1));
    return fields;
}

Fields parse_whatsapp(const std::string& text) {
    const Uri uri = split_uri(text);
    const std::string number = after(uri.path, "https://wa.me/");
    Fields fields = uri.query;
    if (!number.empty()) fields.emplace_back("number", "+" + number);
    return fields;
}

Fields parse_geo(const std::string& text) {
    const Uri uri = split_uri(text);
    const auto parameters = split(after(uri.path, "geo:"), ';', false);
    const auto numbers = split(parameters[0], ',', false);
    expect(numbers.size() == 2 || numbers.size() == 3, "has no two or three coordinates");
    Fields fields{{"lat", numbers[0]}, {"lon", numbers[1]}};
    if (numbers.size() == 3) add(fields, "altitude", numbers[2]);
    if (parameters.size() > 1) add(fields, "uncertainty", after(parameters[1], "u="));
    if (!uri.query.empty()) {
        std::string label = after(uri.query[0].second, numbers[0] + ',' + numbers[1] + '(');
        expect(label.back() == ')', "has a label without end");
        label.pop_back();
        add(fields, "label", label);
    }
    return fields;
}

Fields parse_otpauth(const std::string& text) {
    const Uri uri = split_uri(text);
    const auto parts = split(after(uri.path, "otpauth://"), '/', false);
    expect(parts.size() == 2, "has not two parts before its query");
    Fields fields{{"type", parts[0]}};
    const std::size_t colon = parts[1].find(':');
    const std::string issuer = colon == std::string::npos ? "" : percent_decode(parts[1].substr(0, colon));
    add(fields, "account",
        percent_decode(colon == std::string::npos ? parts[1] : parts[1].substr(colon + 1)));
    for (const auto& [name, value] : uri.query) {
        add(fields, name, value);
        if (name == "issuer") expect(value == issuer, "has two issuers");
    }
    return fields;
}

Fields parse_gs1(const std::string& text) {
    static const std::map<std::string, std::string> names{
        {"01", "gtin"},   {"00", "sscc"},        {"414", "gln"},          {"8003", "grai"},
        {"8004", "giai"}, {"22", "variant"},     {"10", "lot"},           {"21", "serial"},
        {"17", "expiry"}, {"15", "best-before"}, {"254", "gln-extension"}};
    const Uri uri = split_uri(text);
    Fields fields;
    const auto parts = split(after(uri.path, "https://"), '/', false);
    add(fields, "domain", parts[0]);
    expect(parts.size() % 2 == 1, "has a key without value");
    for (std::size_t i = 1; i < parts.size(); i += 2)
        add(fields, names.at(parts[i]), percent_decode(parts[i + 1]));
    for (const auto& [name, value] : uri.query) {
        add(fields, names.at(name),
            "20" + value.substr(0, 2) + '-' + value.substr(2, 2) + '-' + value.substr(4, 2));
    }
    return fields;
}

// --- Key:value; with backslashes ---

// Keys and values as they stand, with their backslashes.
Fields parse_semicolons(const std::string& text) {
    Fields fields;
    auto parts = split(text, ';', true);
    expect(parts.size() > 2 && parts.back().empty(), "does not end in ;;");
    parts.resize(parts.size() - 1);
    expect(parts.back().empty(), "does not end in ;;");
    parts.resize(parts.size() - 1);
    for (const std::string& part : parts) {
        const std::size_t colon = part.find(':');
        expect(colon != std::string::npos, "has a field without colon");
        fields.emplace_back(part.substr(0, colon), part.substr(colon + 1));
    }
    return fields;
}

Fields parse_wifi(const std::string& text) {
    static const std::map<std::string, std::string> names{
        {"S", "ssid"}, {"P", "password"}, {"T", "security"}};
    static const std::map<std::string, std::string> types{
        {"WPA", "wpa"}, {"SAE", "sae"}, {"WEP", "wep"}, {"nopass", "nopass"}};
    Fields fields;
    for (const auto& [key, value] : parse_semicolons(after(text, "WIFI:"))) {
        if (key == "H") {
            expect(value == "true", "is hidden in some other way");
            add(fields, "hidden", "yes");
        } else {
            add(fields, names.at(key), key == "T" ? types.at(value) : unescape(value, false));
        }
    }
    return fields;
}

void add_parts(Fields& fields, const std::string& value, char separator,
               const std::vector<std::string>& names, bool n_is_line_feed) {
    const auto parts = split(value, separator, true);
    expect(parts.size() <= names.size(), "has too many parts");
    for (std::size_t i = 0; i < parts.size(); ++i) add(fields, names[i], unescape(parts[i], n_is_line_feed));
}

std::string long_date(const std::string& date) {
    return date.substr(0, 4) + '-' + date.substr(4, 2) + '-' + date.substr(6, 2);
}

Fields parse_mecard(const std::string& text) {
    static const std::map<std::string, std::string> names{{"TEL", "phone"}, {"EMAIL", "email"},
                                                          {"URL", "url"},   {"NICKNAME", "nickname"},
                                                          {"ORG", "org"},   {"NOTE", "note"}};
    Fields fields;
    for (const auto& [key, value] : parse_semicolons(after(text, "MECARD:"))) {
        if (key == "N") {
            add_parts(fields, value, ',', {"last-name", "first-name"}, false);
        } else if (key == "ADR") {
            add_parts(fields, value, ',', {"box", "room", "street", "city", "region", "postcode", "country"},
                      false);
        } else if (key == "BDAY") {
            add(fields, "birthday", long_date(value));
        } else {
            add(fields, names.at(key), unescape(value, false));
        }
    }
    return fields;
}

// --- Content lines ---

struct Line {
    std::string name;  // with its parameters
    std::string value;
};

std::vector<Line> content_lines(const std::string& text) {
    std::vector<Line> lines;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = text.find("\r\n", start);
        expect(end != std::string::npos, "does not end in CR LF");
        const std::string line = text.substr(start, end - start);
        expect(line.find_first_of("\r\n") == std::string::npos, "has a lone CR or LF");
        const std::size_t colon = line.find(':');
        expect(colon != std::string::npos, "has a line without colon");
        lines.push_back({line.substr(0, colon), line.substr(colon + 1)});
        start = end + 2;
    }
    return lines;
}

Fields parse_vcard(const std::string& text) {
    static const std::map<std::string, std::string> names{{"TEL", "phone"},
                                                          {"TEL;TYPE=CELL", "mobile"},
                                                          {"TEL;TYPE=WORK", "work-phone"},
                                                          {"TEL;TYPE=HOME", "home-phone"},
                                                          {"TEL;TYPE=FAX", "fax"},
                                                          {"EMAIL", "email"},
                                                          {"EMAIL;TYPE=WORK", "work-email"},
                                                          {"EMAIL;TYPE=HOME", "home-email"},
                                                          {"TITLE", "title"},
                                                          {"FN", "full-name"},
                                                          {"NOTE", "note"}};
    Fields fields;
    auto lines = content_lines(text);
    expect(lines.size() > 4 && lines[0].name + lines[0].value == "BEGINVCARD", "does not begin as a card");
    expect(lines[1].name == "VERSION", "has no version in its second line");
    expect(lines.back().name + lines.back().value == "ENDVCARD", "does not end as a card");
    const bool is_version_3 = lines[1].value == "3.0";
    add(fields, "version", lines[1].value.substr(0, 1));
    for (std::size_t i = 2; i + 1 < lines.size(); ++i) {
        const auto& [name, value] = lines[i];
        if (name == "N") {
            add_parts(fields, value, ';', {"last-name", "first-name", "middle-name", "prefix", "suffix"},
                      true);
        } else if (name == "ORG") {
            add_parts(fields, value, ';', {"org", "department"}, true);
        } else if (name == "ADR") {
            add_parts(fields, value, ';', {"box", "more", "street", "city", "region", "postcode", "country"},
                      true);
        } else if (name == "BDAY") {
            add(fields, "birthday", is_version_3 ? value : long_date(value));
        } else if (name == "URL") {
            add(fields, "url", value);
        } else {
            add(fields, names.at(name), unescape(value, true));
        }
    }
    return fields;
}

std::string long_time(const std::string& time) {
    return long_date(time) + 'T' + time.substr(9, 2) + ':' + time.substr(11, 2) + ':' + time.substr(13);
}

Fields parse_event(const std::string& text) {
    static const std::map<std::string, std::string> names{
        {"SUMMARY", "summary"}, {"LOCATION", "location"}, {"DESCRIPTION", "description"}, {"UID", "uid"}};
    Fields fields;
    std::string frame;
    std::string zone;
    for (const auto& [name, value] : content_lines(text)) {
        const std::string property = name.substr(0, name.find(';'));
        if (property == "DTSTART" || property == "DTEND") {
            if (name.find("TZID=") != std::string::npos) zone = name.substr(name.find('=') + 1);
            add(fields, property == "DTSTART" ? "start" : "end", long_time(value));
        } else if (name == "URL") {
            add(fields, "url", value);
        } else if (names.count(name) == 1) {
            add(fields, names.at(name), unescape(value, true));
        } else {
            frame += name + '=' + (name == "DTSTAMP" ? "" : value) + ' ';
        }
    }
    add(fields, "time-zone", zone);
    expect(frame ==
               "BEGIN=VCALENDAR VERSION=2.0 PRODID=-//qrgen//qrgen//EN BEGIN=VEVENT DTSTAMP= END=VEVENT "
               "END=VCALENDAR ",
           "has another frame: " + frame);
    return fields;
}

// --- Lines ---

Fields parse_epc(const std::string& text) {
    static const std::vector<std::string> names{
        "", "", "", "", "bic", "name", "iban", "amount", "purpose", "reference", "text", "information"};
    const auto lines = split(text, '\n', false);
    expect(lines.size() <= names.size() && lines.size() >= 7, "has not 7 to 12 lines");
    expect(lines[0] + lines[1] + lines[2] + lines[3] == "BCD0021SCT", "is no payment");
    expect(!lines.back().empty(), "ends in an empty line");
    Fields fields;
    for (std::size_t i = 4; i < lines.size(); ++i) {
        add(fields, names[i], names[i] == "amount" && !lines[i].empty() ? after(lines[i], "EUR") : lines[i]);
    }
    return fields;
}

}  // namespace

Fields parse(std::string_view kind, const std::string& payload) {
    static const std::map<std::string_view, std::function<Fields(const std::string&)>> parsers{
        {"wifi", parse_wifi}, {"vcard", parse_vcard},       {"mecard", parse_mecard},
        {"geo", parse_geo},   {"mail", parse_mail},         {"tel", parse_tel},
        {"sms", parse_sms},   {"event", parse_event},       {"otpauth", parse_otpauth},
        {"epc", parse_epc},   {"whatsapp", parse_whatsapp}, {"gs1", parse_gs1}};
    return parsers.at(kind)(payload);
}

}  // namespace qrgen::qr::test
