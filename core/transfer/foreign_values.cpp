// SPDX-License-Identifier: MIT
#include "core/transfer/foreign_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"
#include "core/qr/picture/colour.hpp"

namespace qrgen::transfer {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct NamedColour {
    std::string_view name;
    std::string_view value;
};

// HTML 4.01 section 6.5.
constexpr std::array named_colours{
    NamedColour{"black", "#000000"},  NamedColour{"silver", "#C0C0C0"},  NamedColour{"gray", "#808080"},
    NamedColour{"white", "#FFFFFF"},  NamedColour{"maroon", "#800000"},  NamedColour{"red", "#FF0000"},
    NamedColour{"purple", "#800080"}, NamedColour{"fuchsia", "#FF00FF"}, NamedColour{"green", "#008000"},
    NamedColour{"lime", "#00FF00"},   NamedColour{"olive", "#808000"},   NamedColour{"yellow", "#FFFF00"},
    NamedColour{"navy", "#000080"},   NamedColour{"blue", "#0000FF"},    NamedColour{"teal", "#008080"},
    NamedColour{"aqua", "#00FFFF"},
};

// PostgreSQL leaves out minutes that are zero, others the colon.
std::string with_full_offset(std::string_view text) {
    const std::size_t sign = text.find_last_of("+-");
    std::string full(text);
    if (sign == std::string_view::npos || sign < std::string_view("2026-11-22T09:30").size()) return full;
    const std::size_t digits = text.size() - sign - 1;
    if (digits == 2) full += ":00";
    if (digits == 4 && text.find(':', sign) == std::string_view::npos) full.insert(full.size() - 2, ":");
    return full;
}

std::optional<int> hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

}  // namespace

std::string derived_uuid(std::initializer_list<std::string_view> parts) {
    std::string key = "qrgen import";
    for (const std::string_view part : parts) key.append(1, '\0').append(part);
    std::string hex = sha256_hex(key).substr(0, 32);
    hex[12] = '8';
    hex[16] = "89ab"[*hex_value(hex[16]) % 4];
    for (const std::size_t place : {8U, 13U, 18U, 23U}) hex.insert(place, "-");
    return hex;
}

std::optional<Timestamp> foreign_time(std::string_view text) {
    text = trim(text);
    const bool is_number = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
    if (!is_number) return parse_rfc3339(with_full_offset(text));
    constexpr std::int64_t end_of_9999 = 253'402'300'799;
    const auto seconds = foreign_number(text);
    if (!seconds || *seconds > end_of_9999) return std::nullopt;
    return Timestamp(std::chrono::seconds(*seconds));
}

std::optional<std::int64_t> foreign_number(std::string_view text) {
    text = trim(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc() && end == text.data() + text.size() && is_digit(text.front());
    return is_whole ? std::optional(number) : std::nullopt;
}

std::optional<bool> foreign_flag(std::string_view text) {
    const std::string word = to_lower_ascii(trim(text));
    for (const std::string_view yes : {"1", "t", "true", "yes"}) {
        if (word == yes) return true;
    }
    for (const std::string_view no : {"0", "f", "false", "no"}) {
        if (word == no) return false;
    }
    return std::nullopt;
}

std::string foreign_tag(std::string_view text) {
    std::string tag;
    for (const char c : to_lower_ascii(trim(text))) {
        const bool is_kept = (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
        if (is_kept) {
            tag += c;
        } else if (!tag.empty() && tag.back() != '-') {
            tag += '-';
        }
    }
    tag.resize(std::min(tag.size(), codes::max_tag_length));
    while (tag.ends_with('-')) tag.pop_back();
    return tag;
}

std::vector<std::string> foreign_list(std::string_view text) {
    std::string list(text);
    for (char& c : list) c = c == '|' || c == ';' ? ',' : c;
    return split_list(list);
}

std::optional<std::string> foreign_colour(std::string_view text) {
    const std::string word = to_lower_ascii(trim(text));
    for (const NamedColour& colour : named_colours) {
        if (word == colour.name) return std::string(colour.value);
    }
    const auto colour = qr::parse_colour(trim(text));
    if (!colour || !qr::is_opaque(*colour) || text.size() != 7) return std::nullopt;
    return std::string(text);
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_value(text[i + 2]) : std::nullopt;
        if (low) {
            decoded += static_cast<char>(*high * 16 + *low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

ShortLink parse_short_link(std::string_view url) {
    url = trim(url);
    if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t slash = std::min(url.find('/'), url.size());
    const std::string_view host = url.substr(0, slash);
    std::string_view path = url.substr(slash);
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return {to_lower_ascii(host.substr(0, host.find(':'))), percent_decoded(path)};
}

std::string shortened(const std::string& text, std::size_t length) {
    std::size_t offset = 0;
    for (std::size_t i = 0; i < length && offset < text.size(); ++i) {
        if (!next_code_point(text, offset)) break;
    }
    return text.substr(0, offset);
}

}  // namespace qrgen::transfer
