// SPDX-License-Identifier: MIT
//
// What several kinds of payloads take: telephone numbers, addresses, dates, numbers.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/qr/payload/input.hpp"

namespace qrgen::qr {

/// ASCII only, whatever the locale.
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
constexpr bool is_hex_digit(char c) noexcept {
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}
bool is_all_digits(std::string_view text) noexcept;      // false for no text
bool is_all_hex_digits(std::string_view text) noexcept;  // false for no text

std::string to_upper_ascii(std::string_view text);

/// Without spaces, as people group long numbers with them.
std::string without_spaces(std::string_view text);

enum class PhoneReach {
    any,            // also numbers without "+", which lead somewhere else in every country
    international,  // with country code
};

/// A telephone number as machines want it: "+" and digits, without the separators people write (spaces and
/// "-./()"). International numbers have 7 to 15 digits (E.164), the first of them not 0; others 2 to 15. What
/// is wrong becomes a fault of `field`.
std::string phone_number(PayloadInput& input, std::string_view field, std::string_view text,
                         PhoneReach reach);

/// Adds a fault unless `text` is a mail address LOCAL@DOMAIN of RFC 5321, section 4.1.2, with the local part
/// as dot-string; beyond ASCII RFC 6531.
void check_mail_address(PayloadInput& input, std::string_view field, std::string_view text);

/// Adds a fault unless `text` is an absolute URI of the characters that RFC 3986 allows.
void check_uri(PayloadInput& input, std::string_view field, std::string_view text);

/// Labels of letters, digits and hyphens separated by points; beyond ASCII anything goes.
bool is_domain(std::string_view text) noexcept;

/// "2026-11-22"; nullopt if it is no such date.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// "20261122"
std::string basic_date(std::chrono::year_month_day date);

/// Whether `text` is digits, with a point and more digits or without, and with a minus sign if
/// `may_be_negative`.
bool is_decimal(std::string_view text, bool may_be_negative) noexcept;

}  // namespace qrgen::qr
