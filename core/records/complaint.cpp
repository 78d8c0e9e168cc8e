// SPDX-License-Identifier: MIT
#include "core/records/complaint.hpp"

#include <cstdio>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/records/record_reader.hpp"

namespace qrgen::records {
namespace {

constexpr std::size_t shown_name_bytes = 80;

bool is_inside_code_point(std::string_view text, std::size_t offset) {
    return (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U;
}

}  // namespace

void refuse(std::int64_t line, std::string message, std::string hint) {
    throw Error({Fault{"line " + std::to_string(line), std::move(message)}}, std::move(hint));
}

void refuse_long_record(std::int64_t line, std::string hint) {
    refuse(line, "the record that begins here is longer than " + std::to_string(max_record_bytes) + " bytes",
           std::move(hint));
}

std::string quoted_name(std::string_view name) {
    if (name.size() <= shown_name_bytes) return "'" + printable(name) + "'";
    std::size_t end = shown_name_bytes;
    while (end > shown_name_bytes - 4 && is_inside_code_point(name, end)) --end;
    return "'" + printable(name.substr(0, end)) + "…'";
}

std::string byte_complaint(std::string_view text) {
    if (const auto place = find_invalid_utf8(text)) {
        char byte[8];
        std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned>(text[*place]) & 0xFFU);
        return std::string("byte ") + byte + " at position " + std::to_string(*place + 1) +
               " is not UTF-8; if the file is in Latin-1, convert it with: iconv -f latin1 -t utf-8";
    }
    if (const std::size_t place = text.find('\0'); place != std::string_view::npos) {
        return "a NUL character at position " + std::to_string(place + 1);
    }
    return {};
}

}  // namespace qrgen::records
