// SPDX-License-Identifier: MIT
#include "core/scans/journal_format.hpp"

#include <algorithm>
#include <cstdint>

#include <libdeflate.h>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/clean_text.hpp"
#include "core/scans/journal.hpp"

namespace qrgen::scans {
namespace {

constexpr std::string_view magic{"\xF8QS\xFF", 4};
constexpr char payload_version = 1;
constexpr std::size_t field_head = 3;
constexpr std::size_t uuid_bytes = 16;

enum class Tag : std::uint8_t {
    event_id = 1,
    code_id = 2,
    scanned_at = 3,
    is_genuine = 4,
    ip_address = 5,
    user_agent = 6,
    referrer = 7,
    language = 8,
    visitor = 9,
};

template <typename Number>
void put(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i)
        out += static_cast<char>((static_cast<std::uint64_t>(number) >> (8 * i)) & 0xFFU);
}

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number |= std::uint64_t{static_cast<unsigned char>(bytes[offset + i])} << (8 * i);
    return static_cast<Number>(number);
}

std::uint32_t checksum(std::string_view payload) {
    return libdeflate_crc32(0, payload.data(), payload.size());
}

void put_field(std::string& out, Tag tag, std::string_view value) {
    put(out, static_cast<std::uint8_t>(tag));
    put(out, static_cast<std::uint16_t>(value.size()));
    out += value;
}

void put_number(std::string& out, Tag tag, std::int64_t number) {
    std::string bytes;
    put(bytes, number);
    put_field(out, tag, bytes);
}

void put_text(std::string& out, Tag tag, std::string_view text, std::size_t limit) {
    if (!text.empty()) put_field(out, tag, clean_text(text, limit));
}

unsigned hex_value(char c) {
    if (c <= '9') return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a') + 10U;
}

void put_uuid(std::string& out, Tag tag, std::string_view uuid) {
    if (!is_uuid(uuid)) throw Error(ErrorKind::invalid, "the ids of a scan must be UUIDs");
    std::string bytes;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (uuid[i] == '-') continue;
        bytes += static_cast<char>(hex_value(uuid[i]) << 4 | hex_value(uuid[i + 1]));
        ++i;
    }
    put_field(out, tag, bytes);
}

std::string uuid_text(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

// What both databases can hold.
bool is_storable(Timestamp time) {
    using namespace std::chrono;
    return time >= Timestamp(sys_days(year(1) / January / 1)) &&
           time < Timestamp(sys_days(year(10000) / January / 1));
}

// False if the value is not one of this tag.
bool take_field(ScanEvent& event, Tag tag, std::string_view value) {
    switch (tag) {
        case Tag::event_id: event.event_id = uuid_text(value); return value.size() == uuid_bytes;
        case Tag::code_id: event.code_id = uuid_text(value); return value.size() == uuid_bytes;
        case Tag::scanned_at:
            if (value.size() != sizeof(std::int64_t)) return false;
            event.scanned_at = Timestamp(std::chrono::microseconds(number_at<std::int64_t>(value, 0)));
            return is_storable(event.scanned_at);
        case Tag::is_genuine: event.is_genuine = true; return true;
        case Tag::ip_address: event.ip_address = clean_text(value, max_ip_address); return true;
        case Tag::user_agent: event.user_agent = clean_text(value, max_user_agent); return true;
        case Tag::referrer: event.referrer = clean_text(value, max_referrer); return true;
        case Tag::language: event.language = clean_text(value, max_accept_language); return true;
        case Tag::visitor:
            if (value.size() != sizeof(std::int64_t)) return false;
            event.visitor = number_at<std::int64_t>(value, 0);
            return true;
    }
    return true;
}

// The record that `bytes`, which begin with the magic, begin with; a size of 0 if none does.
FoundRecord record_at_start(std::string_view bytes) {
    if (bytes.size() < record_head) return {};
    const std::size_t length = number_at<std::uint32_t>(bytes, magic.size());
    if (length > max_payload || bytes.size() - record_head < length) return {};
    const auto payload = bytes.substr(record_head, length);
    if (checksum(payload) != number_at<std::uint32_t>(bytes, magic.size() + 4)) return {};
    return {.skipped = 0, .size = record_head + length, .payload = payload};
}

// Whether `bytes` may be the beginning of a record that is longer than they are.
bool may_go_on(std::string_view bytes) {
    if (!bytes.starts_with(magic)) return magic.starts_with(bytes);
    if (bytes.size() < record_head) return true;
    const std::size_t length = number_at<std::uint32_t>(bytes, magic.size());
    return length <= max_payload && bytes.size() - record_head < length;
}

}  // namespace

void encode_record(const ScanEvent& event, std::string& records) {
    const std::size_t start = records.size();
    try {
        records.append(record_head, '\0');
        records += payload_version;
        put_uuid(records, Tag::event_id, event.event_id);
        put_uuid(records, Tag::code_id, event.code_id);
        if (!is_storable(event.scanned_at))
            throw Error(ErrorKind::invalid, "a scan must be in the years 1 to 9999");
        put_number(records, Tag::scanned_at, event.scanned_at.time_since_epoch().count());
        if (event.is_genuine) put_field(records, Tag::is_genuine, {});
        put_text(records, Tag::ip_address, event.ip_address, max_ip_address);
        put_text(records, Tag::user_agent, event.user_agent, max_user_agent);
        put_text(records, Tag::referrer, event.referrer, max_referrer);
        put_text(records, Tag::language, event.language, max_accept_language);
        if (event.visitor) put_number(records, Tag::visitor, *event.visitor);
    } catch (...) {
        records.resize(start);
        throw;
    }
    const auto payload = std::string_view(records).substr(start + record_head);
    std::string head(magic);
    put(head, static_cast<std::uint32_t>(payload.size()));
    put(head, checksum(payload));
    records.replace(start, record_head, head);
}

FoundRecord find_record(std::string_view bytes, MoreBytes more) {
    std::size_t offset = 0;
    for (;;) {
        offset = std::min(bytes.find(magic[0], offset), bytes.size());
        const auto rest = bytes.substr(offset);
        if (rest.empty()) return {.skipped = offset};
        if (rest.starts_with(magic)) {
            if (FoundRecord found = record_at_start(rest); found.size > 0) {
                found.skipped = offset;
                return found;
            }
        }
        if (more == MoreBytes::may_follow && may_go_on(rest)) return {.skipped = offset};
        ++offset;
    }
}

std::optional<ScanEvent> decode_payload(std::string_view payload) {
    if (payload.empty() || payload.front() != payload_version) return std::nullopt;
    payload.remove_prefix(1);
    ScanEvent event;
    bool has_time = false;
    while (!payload.empty()) {
        if (payload.size() < field_head) return std::nullopt;
        const auto tag = static_cast<Tag>(payload.front());
        const std::size_t length = number_at<std::uint16_t>(payload, 1);
        payload.remove_prefix(field_head);
        if (length > payload.size() || !take_field(event, tag, payload.substr(0, length)))
            return std::nullopt;
        has_time = has_time || tag == Tag::scanned_at;
        payload.remove_prefix(length);
    }
    const bool is_whole = has_time && !event.event_id.empty() && !event.code_id.empty();
    return is_whole ? std::optional(std::move(event)) : std::nullopt;
}

}  // namespace qrgen::scans
