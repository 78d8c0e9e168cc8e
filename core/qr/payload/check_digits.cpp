// SPDX-License-Identifier: MIT
#include "core/qr/payload/check_digits.hpp"

#include <algorithm>

#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

struct IbanLength {
    std::string_view country;
    std::size_t length;
};

// SWIFT, IBAN Registry, release 97.
constexpr IbanLength iban_lengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
};

unsigned remainder_97(std::string_view text, unsigned remainder) noexcept {
    for (const char c : text) {
        // A stands for 10, B for 11, and so on.
        remainder = is_digit(c) ? (remainder * 10 + static_cast<unsigned>(c - '0')) % 97
                                : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    }
    return remainder;
}

}  // namespace

bool has_right_check_digits_97(std::string_view text) noexcept {
    return remainder_97(text.substr(0, 4), remainder_97(text.substr(4), 0)) == 1;
}

char check_digit_10(std::string_view digits) noexcept {
    unsigned sum = 0;
    unsigned weight = 3;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, weight = 4 - weight) {
        sum += weight * static_cast<unsigned>(*digit - '0');
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string iban_problem(std::string_view iban) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_known = [&](char c) { return is_digit(c) || is_capital(c); };
    if (iban.size() < 5 || !is_capital(iban[0]) || !is_capital(iban[1]) ||
        !is_all_digits(iban.substr(2, 2)) || !std::all_of(iban.begin(), iban.end(), is_known)) {
        return "is no IBAN, which is two letters, two digits, and letters and digits";
    }
    const auto* const row =
        std::find_if(std::begin(iban_lengths), std::end(iban_lengths),
                     [&](const IbanLength& entry) { return entry.country == iban.substr(0, 2); });
    if (row == std::end(iban_lengths)) return "begins with no country that has IBANs";
    if (iban.size() != row->length) {
        return "has " + std::to_string(iban.size()) + " characters; in " + std::string(row->country) +
               " it has " + std::to_string(row->length);
    }
    return has_right_check_digits_97(iban) ? "" : "has wrong check digits: it was mistyped somewhere";
}

}  // namespace qrgen::qr
