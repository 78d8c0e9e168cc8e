// SPDX-License-Identifier: MIT
//
// BEGIN:VCALENDAR ... BEGIN:VEVENT ... (RFC 5545).
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField event_fields[] = {
    {.name = "summary", .max_length = 200, .summary = "what it is", .required = true},
    {.name = "start",
     .max_length = 40,
     .summary = "2026-11-22T18:00, with Z or +01:00 or without; or a date",
     .required = true},
    {.name = "end", .max_length = 40, .summary = "likewise; of whole days the last one"},
    {.name = "location", .max_length = 200, .summary = "where it is"},
    {.name = "description", .max_length = 2000, .summary = "more about it", .multiline = true},
    {.name = "url", .max_length = 500, .summary = "address of a page about it"},
    {.name = "time-zone", .max_length = 50, .summary = "zone of the times, as Europe/Berlin"},
    {.name = "all-day", .max_length = 20, .summary = "yes if start and end are dates, or no"},
    {.name = "uid", .max_length = 200, .summary = "what makes the event unique; default: made from the rest"},
};

std::string build_event(PayloadInput& input);

}  // namespace qrgen::qr
