// SPDX-License-Identifier: MIT
#include "core/scans/scan_cursor.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"

namespace qrgen::scans {
namespace {

constexpr std::size_t text_size = 32;
constexpr std::size_t time_bytes = 8;

constexpr Timestamp first_time = std::chrono::sys_days(std::chrono::year(0) / std::chrono::January / 1);
constexpr Timestamp end_of_time = std::chrono::sys_days(std::chrono::year(10000) / std::chrono::January / 1);

std::string bytes_of_uuid(const std::string& uuid) {
    std::string digits;
    std::copy_if(uuid.begin(), uuid.end(), std::back_inserter(digits), [](char c) { return c != '-'; });
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned byte = 0;
        std::from_chars(&digits[i], &digits[i] + 2, byte, 16);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

std::string uuid_of_bytes(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string uuid;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        uuid += digits[byte >> 4];
        uuid += digits[byte & 15];
    }
    return uuid;
}

std::optional<store::ScanCursor> cursor_of(std::string_view text) {
    if (text.size() != text_size || text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
    std::string base64(text);
    std::replace(base64.begin(), base64.end(), '-', '+');
    std::replace(base64.begin(), base64.end(), '_', '/');
    const auto bytes = from_base64(base64);
    if (!bytes) return std::nullopt;
    std::uint64_t count = 0;
    for (const char byte : bytes->substr(0, time_bytes))
        count = count << 8 | static_cast<unsigned char>(byte);
    const Timestamp time{std::chrono::microseconds(static_cast<std::int64_t>(count))};
    if (time < first_time || time >= end_of_time) return std::nullopt;
    return store::ScanCursor{time, uuid_of_bytes(std::string_view(*bytes).substr(time_bytes))};
}

}  // namespace

std::string to_text(const store::ScanCursor& cursor) {
    const auto count = static_cast<std::uint64_t>(cursor.scanned_at.time_since_epoch().count());
    std::string bytes;
    for (unsigned i = 0; i < time_bytes; ++i) bytes += static_cast<char>(count >> (56 - 8 * i) & 0xFF);
    std::string text = to_base64(bytes + bytes_of_uuid(cursor.event_id));
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

store::ScanCursor parse_cursor(std::string_view text) {
    if (auto cursor = cursor_of(text)) return *std::move(cursor);
    throw Error(std::vector<Fault>{{"cursor", "must be the next_cursor of an earlier page"}});
}

}  // namespace qrgen::scans
