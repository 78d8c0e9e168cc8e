// SPDX-License-Identifier: MIT
#include "core/qr/payload/epc.hpp"

#include <algorithm>

#include "core/qr/payload/check_digits.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t longest_payload = 331;  // bytes: version 13 at level M, the largest symbol allowed

// In SEPA but not in the European Economic Area: a transfer still needs the BIC.
constexpr std::string_view countries_with_bic[] = {"AD", "AL", "CH", "GB", "GI", "MC",
                                                   "MD", "ME", "MK", "RS", "SM", "VA"};

bool is_capital_or_digit(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool needs_bic(std::string_view iban) {
    return std::any_of(std::begin(countries_with_bic), std::end(countries_with_bic),
                       [iban](std::string_view country) { return iban.starts_with(country); });
}

// ISO 9362: bank, country, place, and perhaps branch.
bool is_bic(std::string_view text) {
    return (text.size() == 8 || text.size() == 11) &&
           std::all_of(text.begin(), text.end(), is_capital_or_digit) && is_letter(text[4]) &&
           is_letter(text[5]);
}

std::string bic(PayloadInput& input, const std::string& iban) {
    const std::string text = to_upper_ascii(input.get("bic"));
    if (input.has("bic")) {
        if (!is_bic(text)) input.fault("bic", "is no BIC, which has 8 or 11 letters and digits");
    } else if (needs_bic(iban)) {
        input.fault("bic", "is missing; accounts outside of the European Economic Area need it");
    }
    return text;
}

std::string amount(PayloadInput& input) {
    if (!input.has("amount")) return "";
    std::string_view text = input.get("amount");
    while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t decimals = text.size() - std::min(point + 1, text.size());
    const bool is_amount = is_decimal(text, false) && point <= 9 && decimals <= 2 &&
                           text.find_first_not_of("0.") != std::string_view::npos;
    if (!is_amount) {
        input.fault("amount", "must be euros from 0.01 to 999999999.99", "cents stand behind a point: 12.30");
    }
    return "EUR" + std::string(text);
}

std::string purpose(PayloadInput& input) {
    std::string code = to_upper_ascii(input.get("purpose"));
    if (code.size() > 4 || !std::all_of(code.begin(), code.end(), is_capital_or_digit)) {
        input.fault("purpose", "must be up to 4 letters and digits");
    }
    return code;
}

std::string reference(PayloadInput& input) {
    std::string text = to_upper_ascii(without_spaces(input.get("reference")));
    if (!input.has("reference")) return text;
    if (input.has("text")) input.fault("reference", "and text exclude each other");
    const bool is_reference = text.size() >= 5 && text.size() <= 25 && text.starts_with("RF") &&
                              is_all_digits(std::string_view(text).substr(2, 2)) &&
                              std::all_of(text.begin(), text.end(), is_capital_or_digit);
    if (!is_reference) {
        input.fault("reference", "is no RF reference of ISO 11649",
                    "give any other kind of reference as text");
    } else if (!has_right_check_digits_97(text)) {
        input.fault("reference", "has wrong check digits: it was mistyped somewhere");
    }
    return text;
}

}  // namespace

std::string build_epc(PayloadInput& input) {
    const std::string iban = to_upper_ascii(without_spaces(input.get("iban")));
    if (const std::string problem = iban_problem(iban); !problem.empty()) input.fault("iban", problem);
    const std::string lines[] = {"BCD",
                                 "002",
                                 "1",  // UTF-8
                                 "SCT",
                                 bic(input, iban),
                                 std::string(input.get("name")),
                                 iban,
                                 amount(input),
                                 purpose(input),
                                 reference(input),
                                 std::string(input.get("text")),
                                 std::string(input.get("information"))};
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    // The last element that is there is not followed by anything.
    text.erase(text.find_last_not_of('\n') + 1);
    if (text.size() > longest_payload) {
        input.fault("",
                    "the payment is " + std::to_string(text.size()) + " bytes long; the limit is " +
                        std::to_string(longest_payload),
                    "shorten text or information");
    }
    return text;
}

}  // namespace qrgen::qr
