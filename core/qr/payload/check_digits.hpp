// SPDX-License-Identifier: MIT
//
// Numbers that tell whether they were copied right.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::qr {

/// ISO 7064, MOD 97-10, as ISO 13616 (IBAN) and ISO 11649 (RF references) use it: whether the check digits,
/// which are the third and fourth character, are right. `text` must be capitals and digits, at least 5 of
/// them.
bool has_right_check_digits_97(std::string_view text) noexcept;

/// GS1 General Specifications, section 7.9.1: the digit that must stand behind `digits`, which must be
/// digits.
char check_digit_10(std::string_view digits) noexcept;

/// "" if `iban` (capitals and digits) is an IBAN: of a country of the IBAN registry, as long as that says,
/// with the right check digits. Otherwise what is wrong, without the number.
std::string iban_problem(std::string_view iban);

}  // namespace qrgen::qr
