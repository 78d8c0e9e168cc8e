// SPDX-License-Identifier: MIT
#include "core/qr/payload/wifi.hpp"

#include <algorithm>

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t longest_ssid = 32;           // bytes: IEEE 802.11, section 9.4.2.2
constexpr std::size_t wpa_key_digits = 64;         // a key instead of a password
constexpr std::size_t longest_sae_password = 128;  // bytes: what clients take

bool is_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// IEEE 802.11, annex J.4.1
void check_wpa(PayloadInput& input, std::string_view password) {
    if (password.size() == wpa_key_digits) {
        if (!is_all_hex_digits(password))
            input.fault("password", "of 64 characters must be hexadecimal digits");
    } else if (!is_printable_ascii(password)) {
        input.fault("password", "holds characters beyond ASCII, which WPA passwords cannot have");
    } else if (password.size() < 8 || password.size() > 63) {
        input.fault("password", "must have 8 to 63 characters, or 64 hexadecimal digits",
                    "a password of another length is not one of WPA or WPA2");
    }
}

// 40, 104, 128 and 232 bits, as characters or hexadecimal digits.
void check_wep(PayloadInput& input, std::string_view key) {
    const std::size_t size = key.size();
    const bool is_text = is_printable_ascii(key) && (size == 5 || size == 13 || size == 16 || size == 29);
    const bool is_hex = is_all_hex_digits(key) && (size == 10 || size == 26 || size == 32 || size == 58);
    if (!is_text && !is_hex) {
        input.fault(
            "password",
            "must be a WEP key of 5, 13, 16 or 29 characters, or 10, 26, 32 or 58 hexadecimal digits");
    }
}

void check_password(PayloadInput& input, std::string_view security) {
    const std::string_view password = input.get("password");
    if (security == "nopass") {
        if (!password.empty())
            input.fault("password", "is given, but security=nopass is a network without one");
    } else if (password.empty()) {
        if (!input.has("password"))
            input.fault("password", "is missing", "security=nopass is for open networks");
    } else if (security == "wpa") {
        check_wpa(input, password);
    } else if (security == "wep") {
        check_wep(input, password);
    } else if (password.size() > longest_sae_password) {
        input.fault("password", "is longer than 128 bytes");
    }
}

std::string_view type_name(std::string_view security) {
    if (security == "wpa") return "WPA";
    if (security == "wep") return "WEP";
    return security == "sae" ? "SAE" : security;
}

std::string escape(std::string_view text) {
    return backslash_escape(text, ";,:\"");
}

}  // namespace

std::string build_wifi(PayloadInput& input) {
    const std::string_view ssid = input.get("ssid");
    const std::string_view security =
        input.choice("security", {"wpa", "sae", "wep", "nopass"}, input.has("password") ? "wpa" : "nopass");
    const bool is_hidden = input.flag("hidden");
    // ZXing's own reader takes a name like "CAFE" for the bytes CA FE unless it is quoted. Android reads it
    // either way; iPhones do not take quotes off, so they are not the rule here. Passwords never get any.
    const bool is_quoted = input.flag("quote-hex") && is_all_hex_digits(ssid);
    if (ssid.size() > longest_ssid) input.fault("ssid", "is longer than 32 bytes");
    check_password(input, security);
    std::string text = "WIFI:T:" + std::string(type_name(security)) + ";S:";
    text += is_quoted ? '"' + std::string(ssid) + '"' : escape(ssid);
    if (input.has("password")) text += ";P:" + escape(input.get("password"));
    if (is_hidden) text += ";H:true";
    return text + ";;";
}

}  // namespace qrgen::qr
