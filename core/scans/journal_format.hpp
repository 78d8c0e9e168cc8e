// SPDX-License-Identifier: MIT
//
// The bytes of a journal segment. Numbers are little-endian.
//
//     segment := header record*
//     header  := "QRSCANS" u8 (1, the version of this layout)
//     record  := magic u32 (bytes F8 'Q' 'S' FF), length u32, crc u32, payload (`length` bytes)
//     crc     := CRC-32 (that of gzip, RFC 1952) of the payload
//     payload := version u8 (1), field*
//     field   := tag u8, length u16, value (`length` bytes)
//
//     tag  value                              length
//      1   event id                           16, the UUID's bytes          required
//      2   code id                            16                            required
//      3   scanned_at, µs since 1970 (UTC)    8, signed                     required
//      4   is_genuine                         0, present means true
//      5   ip_address                         text
//      6   user_agent                         text
//      7   referrer                           text
//      8   language, as it was sent           text
//      9   visitor                            8
//
// A field that is not known is skipped, so that later versions can add some; of a field that comes twice the
// last one counts; what an older version knows must never change its meaning, or else the payload's version
// must. Two bytes of the magic never occur in UTF-8, so no text that a stranger sends can look like the start
// of a record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/scans/scan_event.hpp"

namespace qrgen::scans {

inline constexpr std::string_view segment_header{"QRSCANS\x01", 8};
inline constexpr std::size_t record_head = 12;         // bytes in front of the payload
inline constexpr std::size_t max_payload = 16 * 1024;  // a longer one is damage
inline constexpr std::size_t max_record = record_head + max_payload;
inline constexpr std::size_t max_ip_address = 45;

/// Where the next record is, in bytes that may hold anything.
struct FoundRecord {
    std::size_t skipped = 0;     // bytes in front of it that belong to no record
    std::size_t size = 0;        // of the record; 0: none was found
    std::string_view payload{};  // its checksum is right
};

/// What is done with the bytes of the last record if it seems to go on behind `bytes`.
enum class MoreBytes {
    may_follow,  // they are left alone: neither skipped nor found
    are_none,    // they are damaged, and looked through for another record
};

/// If no record is found, the bytes that were skipped need not be looked at again.
FoundRecord find_record(std::string_view bytes, MoreBytes more);

/// nullopt if a payload is not as written above (or of another version). Texts come back clean and within
/// their limits.
std::optional<ScanEvent> decode_payload(std::string_view payload);

}  // namespace qrgen::scans
