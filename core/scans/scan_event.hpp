// SPDX-License-Identifier: MIT
//
// One scan: a GET of a short URL that was answered with a redirect.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.hpp"

namespace qrgen::scans {

inline constexpr std::size_t max_user_agent = 1024;  // bytes kept; the rest is cut off
inline constexpr std::size_t max_referrer = 1024;
inline constexpr std::size_t max_accept_language = 100;

struct ScanEvent {
    std::string event_id;  // UUIDv7, made when the scan happened
    std::string code_id;   // UUID of the code
    Timestamp scanned_at{};
    bool is_genuine = false;      // the request carried scan_ref=qr
    std::string ip_address = {};  // as far as ip_privacy lets it be kept; empty: not kept
    std::string user_agent = {};  // UTF-8; empty: none was sent
    std::string referrer = {};    // UTF-8; empty: none was sent
    std::string language = {};    // Accept-Language as it was sent, or what was made of it (scan_details.hpp)
    std::optional<std::int64_t> visitor = {};  // visitors.hpp; in the journal, never in the log

    bool operator==(const ScanEvent&) const = default;
};

}  // namespace qrgen::scans
