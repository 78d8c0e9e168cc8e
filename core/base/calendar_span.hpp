// SPDX-License-Identifier: MIT
//
// Stretches of the calendar as people say them: "90 days", "13months".
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace qrgen {

/// At least a day, at most a hundred years.
struct CalendarSpan {
    std::chrono::months months{0};
    std::chrono::days days{0};

    bool operator==(const CalendarSpan&) const = default;
};

/// A whole number and a unit: d, day, days, w, week, weeks, month, months, y, year, years, in any case; a
/// space may stand between. nullopt for anything else. ("m" could be minutes as well.)
std::optional<CalendarSpan> parse_calendar_span(std::string_view text);

/// What such a text looks like, for messages.
inline constexpr std::string_view calendar_span_rule =
    "must be a number of days, weeks, months or years, like 90days or 13months, up to 100years";

/// The same day of an earlier month, or the last one of that month if it is shorter (a month before 31 March
/// is 28 February), or so many days before.
std::chrono::sys_days day_before(std::chrono::sys_days day, const CalendarSpan& span);

}  // namespace qrgen
