// SPDX-License-Identifier: MIT
#include "core/qr/payload/gs1.hpp"

#include <algorithm>
#include <charconv>

#include "core/qr/payload/check_digits.hpp"
#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

// What is identified. A link has exactly one.
struct Key {
    std::string_view field;
    std::string_view identifier;
};
constexpr Key keys[] = {{"gtin", "01"}, {"sscc", "00"}, {"gln", "414"}, {"grai", "8003"}, {"giai", "8004"}};

// Of the path, in the order that the standard prescribes, each with the key it belongs to.
struct Qualifier {
    std::string_view field;
    std::string_view identifier;
    std::string_view key;
};
constexpr Qualifier qualifiers[] = {{"variant", "22", "gtin"},
                                    {"lot", "10", "gtin"},
                                    {"serial", "21", "gtin"},
                                    {"gln-extension", "254", "gln"}};

// Dates of an article, in the query by their identifiers.
struct Date {
    std::string_view field;
    std::string_view identifier;
};
constexpr Date dates[] = {{"production-date", "11"},
                          {"packaging-date", "13"},
                          {"best-before", "15"},
                          {"sell-by", "16"},
                          {"expiry", "17"}};

// GS1 General Specifications, figure 7.11-1: the characters of serial numbers and the like.
bool is_in_set_82(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("!\"%&'()*+,-./:;<=>?_").find(c) != std::string_view::npos;
}

void check_characters(PayloadInput& input, std::string_view field, std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_in_set_82)) {
        input.fault(field, "holds characters that GS1 does not have",
                    "letters without accents, digits and !\"%&'()*+,-./:;<=>?_ are possible");
    }
}

void check_last_digit(PayloadInput& input, std::string_view field, std::string_view digits) {
    const char right = check_digit_10(digits.substr(0, digits.size() - 1));
    if (digits.back() != right) {
        input.fault(
            field, std::string("has the check digit ") + digits.back() + ", but " + right + " would be right",
            "look for a mistyped digit");
    }
}

std::string digits_of(std::string_view text) {
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == ' ' || c == '-'; });
    return digits;
}

std::string gtin(PayloadInput& input) {
    const std::string digits = digits_of(input.get("gtin"));
    const std::size_t size = digits.size();
    if (!is_all_digits(digits) || (size != 8 && size != 12 && size != 13 && size != 14)) {
        input.fault("gtin", "must have 8, 12, 13 or 14 digits");
        return digits;
    }
    check_last_digit(input, "gtin", digits);
    return std::string(14 - size, '0') + digits;
}

std::string fixed_number(PayloadInput& input, std::string_view field, std::size_t length) {
    const std::string digits = digits_of(input.get(field));
    if (!is_all_digits(digits) || digits.size() != length) {
        input.fault(field, "must have " + std::to_string(length) + " digits");
    } else {
        check_last_digit(input, field, digits);
    }
    return digits;
}

// A zero, thirteen digits and the serial number of the asset, if there is one.
std::string grai(PayloadInput& input) {
    const std::string_view text = input.get("grai");
    const std::string_view digits = text.substr(0, 14);
    if (digits.size() < 14 || !is_all_digits(digits) || digits.front() != '0') {
        input.fault("grai", "must begin with a 0 and 13 further digits");
    } else {
        check_last_digit(input, "grai", digits);
        check_characters(input, "grai", text.substr(14));
    }
    return std::string(text);
}

// The owner's company prefix, of 4 digits at least, and whatever the owner puts behind it.
std::string giai(PayloadInput& input) {
    const std::string_view text = input.get("giai");
    if (text.size() < 5 || !is_all_digits(text.substr(0, 4))) {
        input.fault("giai", "must begin with the digits of a GS1 company prefix");
    }
    check_characters(input, "giai", text);
    return std::string(text);
}

std::string key_value(PayloadInput& input, std::string_view field) {
    if (field == "gtin") return gtin(input);
    if (field == "sscc") return fixed_number(input, field, 18);
    if (field == "gln") return fixed_number(input, field, 13);
    return field == "grai" ? grai(input) : giai(input);
}

const Key* chosen_key(PayloadInput& input) {
    const Key* chosen = nullptr;
    for (const Key& key : keys) {
        if (!input.has(key.field)) continue;
        if (chosen != nullptr)
            input.fault(key.field, "and " + std::string(chosen->field) + " exclude each other");
        chosen = &key;
    }
    if (chosen == nullptr) input.fault("gtin", "is missing", "give one of gtin, sscc, gln, grai or giai");
    return chosen;
}

// `field` says something about what `owner` identifies, and only about that.
bool is_given_for(PayloadInput& input, std::string_view field, std::string_view owner, const Key& key) {
    if (!input.has(field)) return false;
    if (key.field == owner) return true;
    input.fault(field, "goes with " + std::string(owner) + " only");
    return false;
}

// YYMMDD. Readers find the century: the year nearest to today, which is 2000 to 2075 for some time to come.
std::string short_date(PayloadInput& input, std::string_view field) {
    const std::string_view text = input.get(field);
    const bool is_month = text.size() == 7;
    const auto date = parse_date(is_month ? std::string(text) + "-01" : std::string(text));
    if (!date || date->year() < std::chrono::year(2000) || date->year() > std::chrono::year(2075)) {
        input.fault(field, "must be a date like 2026-11-22, or a month like 2026-11, from 2000 to 2075");
        return "";
    }
    std::string digits = basic_date(*date).substr(2);
    if (is_month) digits.replace(4, 2, "00");
    return digits;
}

// Six digits, and as last digit of the identifier how many of them are decimals.
std::string weight(PayloadInput& input, std::string_view field, const char* identifier) {
    std::string digits(input.get(field));
    const std::size_t point = digits.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
    const bool is_weight =
        is_decimal(digits, false) && decimals <= 5 && digits.size() - (decimals > 0 ? 1 : 0) <= 6;
    if (!is_weight) {
        input.fault(field, "must be kilograms of at most 6 digits, with a point for decimals, as 1.250");
        return "";
    }
    if (decimals > 0) digits.erase(point, 1);
    return identifier + std::to_string(decimals) + '=' + std::string(6 - digits.size(), '0') + digits;
}

std::string query(PayloadInput& input, const Key& key) {
    std::string text;
    const auto add = [&text](const std::string& parameter) {
        text += (text.empty() ? "?" : "&") + parameter;
    };
    for (const Date& date : dates) {
        if (!is_given_for(input, date.field, "gtin", key)) continue;
        add(std::string(date.identifier) + '=' + short_date(input, date.field));
    }
    if (is_given_for(input, "net-weight", "gtin", key)) add(weight(input, "net-weight", "310"));
    if (input.has("gross-weight")) {
        if (key.field != "gtin" && key.field != "sscc")
            input.fault("gross-weight", "goes with gtin and sscc only");
        add(weight(input, "gross-weight", "330"));
    }
    return text;
}

bool is_host(std::string_view text) {
    const bool has_known_characters = std::all_of(
        text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; });
    return has_known_characters && !text.empty() && is_domain(text);
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return is_all_digits(text) && error == std::errc() && end == text.data() + text.size() && port >= 1 &&
           port <= 65535;
}

// The standard lets a path stand before the key.
std::string stem(PayloadInput& input) {
    std::string_view text = input.has("domain") ? input.get("domain") : "id.gs1.org";
    const std::string_view scheme = text.starts_with("http://") ? "http://" : "https://";
    if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
    while (text.ends_with('/')) text.remove_suffix(1);
    const std::string_view authority = text.substr(0, text.find('/'));
    const std::string_view path = text.substr(authority.size());
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    const bool has_port = colon < authority.size();
    const bool is_address = is_host(authority.substr(0, colon)) &&
                            (!has_port || is_port(authority.substr(colon + 1))) &&
                            percent_encode(path, "/") == path && path.find("//") == std::string_view::npos;
    if (!is_address) {
        input.fault("domain", "is no domain",
                    "give one like id.example.com, with a path like example.com/p if need be");
    }
    return std::string(scheme).append(text);
}

}  // namespace

std::string build_gs1(PayloadInput& input) {
    std::string link = stem(input);
    const Key* const key = chosen_key(input);
    if (key == nullptr) return link;
    link += '/' + std::string(key->identifier) + '/' + percent_encode(key_value(input, key->field));
    for (const Qualifier& qualifier : qualifiers) {
        if (!is_given_for(input, qualifier.field, qualifier.key, *key)) continue;
        check_characters(input, qualifier.field, input.get(qualifier.field));
        link += '/' + std::string(qualifier.identifier) + '/' + percent_encode(input.get(qualifier.field));
    }
    return link + query(input, *key);
}

}  // namespace qrgen::qr
