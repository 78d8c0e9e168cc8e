// SPDX-License-Identifier: MIT
//
// Points in time as qrgen stores and prints them: UTC, microseconds, RFC 3339.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace qrgen {

using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// Where the present comes from; tests pass their own.
using Clock = std::function<Timestamp()>;

Timestamp system_now();

/// "2026-11-22T09:30:00.000000Z": always six fractional digits and Z, so that text order is time order.
/// Years 0000 to 9999.
std::string format_rfc3339(Timestamp time);

/// RFC 3339 section 5.6 date-time with any offset and up to nine fractional digits (cut to six), and also
/// the shorter "2026-11-22" and "2026-11-22T09:30"; what has no offset is UTC. A space may stand for the T.
/// nullopt if `text` is nothing of that, no real date (a leap second counts as none), or in UTC not in the
/// years 0000 to 9999.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace qrgen
