// SPDX-License-Identifier: MIT
#include "core/base/calendar_span.hpp"

#include <array>
#include <charconv>

#include "core/base/text.hpp"

namespace qrgen {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

struct Unit {
    std::array<std::string_view, 3> names;
    months in_months;
    days in_days;
    int most;
};

constexpr std::array units{
    Unit{{"d", "day", "days"}, months(0), days(1), 36525},
    Unit{{"w", "week", "weeks"}, months(0), days(7), 5217},
    Unit{{"month", "months", ""}, months(1), days(0), 1200},
    Unit{{"y", "year", "years"}, months(12), days(0), 100},
};

const Unit* find_unit(std::string_view name) {
    for (const Unit& unit : units) {
        for (const std::string_view each : unit.names) {
            if (!each.empty() && each == name) return &unit;
        }
    }
    return nullptr;
}

}  // namespace

std::optional<CalendarSpan> parse_calendar_span(std::string_view text) {
    int count = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, count);
    if (error != std::errc()) return std::nullopt;
    std::string_view name(end, static_cast<std::size_t>(last - end));
    if (name.starts_with(' ')) name.remove_prefix(1);
    const Unit* const unit = find_unit(to_lower_ascii(name));
    if (unit == nullptr || count < 1 || count > unit->most) return std::nullopt;
    return CalendarSpan{count * unit->in_months, count * unit->in_days};
}

std::chrono::sys_days day_before(std::chrono::sys_days day, const CalendarSpan& span) {
    year_month_day date = year_month_day(day) - span.months;
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return std::chrono::sys_days(date) - span.days;
}

}  // namespace qrgen
