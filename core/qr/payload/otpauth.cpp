// SPDX-License-Identifier: MIT
#include "core/qr/payload/otpauth.hpp"

#include <algorithm>

#include "core/qr/payload/encoding.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

constexpr std::uint64_t largest_counter = INT64_MAX;  // what every reader can hold

// In capitals and without padding, as the key format wants it, and without what groups letters on screens.
std::string plain_secret(std::string_view text) {
    std::string secret = to_upper_ascii(text);
    std::erase_if(secret, [](char c) { return c == ' ' || c == '-'; });
    while (secret.ends_with('=')) secret.pop_back();
    return secret;
}

// RFC 4648, section 6
void check_secret(PayloadInput& input, const std::string& secret) {
    const auto is_base32 = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); };
    const std::size_t rest = secret.size() % 8;
    if (secret.empty() || !std::all_of(secret.begin(), secret.end(), is_base32)) {
        input.fault("secret", "is not base32", "base32 is made of the letters A to Z and the digits 2 to 7");
    } else if (rest == 1 || rest == 3 || rest == 6) {
        input.fault("secret", "has a length that base32 does not have", "a character is missing or too many");
    }
}

void check_label(PayloadInput& input, std::string_view field) {
    if (input.get(field).find(':') != std::string_view::npos) {
        input.fault(field, "must not hold a colon, which separates issuer and account");
    }
}

std::string type_parameters(PayloadInput& input, bool by_counter) {
    const auto period = input.whole_number("period", 1, 3600);
    const auto counter = input.whole_number("counter", 0, largest_counter);
    if (by_counter && input.has("period")) input.fault("period", "is for type=totp only");
    if (!by_counter && input.has("counter")) input.fault("counter", "is for type=hotp only");
    if (by_counter && !input.has("counter")) input.fault("counter", "is missing; type=hotp needs one");
    if (counter) return "&counter=" + std::to_string(*counter);
    return period ? "&period=" + std::to_string(*period) : "";
}

}  // namespace

// Parameters that are not given are left out: what readers then assume is the standard (SHA1, 6 digits, 30
// seconds).
std::string build_otpauth(PayloadInput& input) {
    const bool by_counter = input.choice("type", {"totp", "hotp"}, "totp") == "hotp";
    const std::string secret = plain_secret(input.get("secret"));
    check_secret(input, secret);
    check_label(input, "issuer");
    check_label(input, "account");
    const std::string issuer = percent_encode(input.get("issuer"));
    std::string uri = std::string("otpauth://") + (by_counter ? "hotp/" : "totp/");
    if (!issuer.empty()) uri += issuer + ':';
    uri += percent_encode(input.get("account"), "@") + "?secret=" + secret;
    if (!issuer.empty()) uri += "&issuer=" + issuer;
    if (const auto algorithm = input.choice("algorithm", {"sha1", "sha256", "sha512"}, "");
        !algorithm.empty()) {
        uri += "&algorithm=" + to_upper_ascii(algorithm);
    }
    if (const auto digits = input.choice("digits", {"6", "8"}, ""); !digits.empty())
        uri.append("&digits=").append(digits);
    return uri + type_parameters(input, by_counter);
}

}  // namespace qrgen::qr
