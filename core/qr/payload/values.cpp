// SPDX-License-Identifier: MIT
#include "core/qr/payload/values.hpp"

#include <algorithm>

namespace qrgen::qr {
namespace {

constexpr std::string_view phone_separators = " -./()";

bool is_atom_character(char c) {
    constexpr std::string_view symbols = "!#$%&'*+-/=?^_`{|}~";  // RFC 5321: atext
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
           symbols.find(c) != std::string_view::npos;
}

// Atoms separated by single points.
bool is_dot_string(std::string_view text) {
    if (text.empty() || text.front() == '.' || text.back() == '.' ||
        text.find("..") != std::string_view::npos) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_domain_label(std::string_view label) {
    constexpr std::size_t longest = 63;
    if (label.empty() || label.size() > longest || label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool is_uri_character(char c) {
    constexpr std::string_view symbols = "-._~:/?#[]@!$&'()*+,;=%";
    return is_letter(c) || is_digit(c) || symbols.find(c) != std::string_view::npos;
}

bool has_scheme(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 == text.size() || !is_letter(text.front())) return false;
    const std::string_view scheme = text.substr(0, colon);
    return std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
}

bool has_broken_percent(std::string_view text) {
    for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1)) {
        if (text.size() - i < 3 || !is_all_hex_digits(text.substr(i + 1, 2))) return true;
    }
    return false;
}

int number_of(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

}  // namespace

bool is_all_digits(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_all_hex_digits(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_hex_digit);
}

bool is_domain(std::string_view text) noexcept {
    constexpr std::size_t longest = 253;
    if (text.size() > longest) return false;
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!is_domain_label(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

std::string to_upper_ascii(std::string_view text) {
    std::string raised(text);
    for (char& c : raised) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    return raised;
}

std::string without_spaces(std::string_view text) {
    std::string result(text);
    std::erase(result, ' ');
    return result;
}

std::string phone_number(PayloadInput& input, std::string_view field, std::string_view text,
                         PhoneReach reach) {
    std::string number(text);
    std::erase_if(number, [](char c) { return phone_separators.find(c) != std::string_view::npos; });
    const bool is_international = number.starts_with('+');
    const std::string_view digits = std::string_view(number).substr(is_international ? 1 : 0);
    if (!is_all_digits(digits)) {
        input.fault(field,
                    "is no telephone number: only digits, a + before them, spaces and -./() are possible");
    } else if (!is_international && reach == PhoneReach::international) {
        input.fault(field, "must begin with + and the country code", "for example +49 30 1234567");
    } else if (is_international && digits.front() == '0') {
        input.fault(field, "has a 0 behind the +, where the country code begins",
                    "for example +49 30 1234567");
    } else if (digits.size() < (is_international ? 7U : 2U) || digits.size() > 15) {
        input.fault(field, std::string("must have ") + (is_international ? "7" : "2") + " to 15 digits");
    }
    return number;
}

void check_mail_address(PayloadInput& input, std::string_view field, std::string_view text) {
    constexpr std::size_t longest_local_part = 64;
    constexpr std::size_t longest = 254;
    const std::size_t at = text.rfind('@');
    const bool is_address = at != std::string_view::npos && text.size() <= longest &&
                            at <= longest_local_part && is_dot_string(text.substr(0, at)) &&
                            is_domain(text.substr(at + 1));
    if (!is_address) input.fault(field, "is no mail address", "an address looks like name@example.com");
}

void check_uri(PayloadInput& input, std::string_view field, std::string_view text) {
    if (!has_scheme(text)) {
        input.fault(field, "is no complete address", "begin it with https://");
    } else if (!std::all_of(text.begin(), text.end(), is_uri_character) || has_broken_percent(text)) {
        input.fault(field, "holds characters that an address cannot hold",
                    "write them percent-encoded, as %20 for a space, and a host beyond ASCII as xn--");
    }
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
    const bool has_form = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                          is_all_digits(text.substr(0, 4)) && is_all_digits(text.substr(5, 2)) &&
                          is_all_digits(text.substr(8, 2));
    if (!has_form) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(number_of(text.substr(0, 4))),
        std::chrono::month(static_cast<unsigned>(number_of(text.substr(5, 2)))),
        std::chrono::day(static_cast<unsigned>(number_of(text.substr(8, 2))))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string basic_date(std::chrono::year_month_day date) {
    const auto padded = [](int number, std::size_t width) {
        const std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(static_cast<int>(date.year()), 4) +
           padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) +
           padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

bool is_decimal(std::string_view text, bool may_be_negative) noexcept {
    if (may_be_negative && text.starts_with('-')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    if (!is_all_digits(text.substr(0, point))) return false;
    return point == std::string_view::npos || is_all_digits(text.substr(point + 1));
}

}  // namespace qrgen::qr
