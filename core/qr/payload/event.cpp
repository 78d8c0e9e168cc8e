// SPDX-License-Identifier: MIT
#include "core/qr/payload/event.hpp"

#include <algorithm>

#include "core/base/clock.hpp"
#include "core/qr/payload/content_lines.hpp"
#include "core/qr/payload/values.hpp"

namespace qrgen::qr {
namespace {

enum class TimeForm {
    date,   // whole days
    local,  // as clocks on the wall show it, wherever that is or in the zone that is told apart
    utc,
};

struct EventTime {
    TimeForm form = TimeForm::local;
    Timestamp time;
};

// Whether a time tells how far it is from UTC: "Z" or "+01:00" behind it.
bool tells_offset(std::string_view text) {
    return text.find_first_of("Zz+", 10) != std::string_view::npos ||
           text.find('-', 10) != std::string_view::npos;
}

std::optional<EventTime> read_time(PayloadInput& input, std::string_view field) {
    const std::string_view text = input.get(field);
    const auto time = parse_rfc3339(text);
    if (!time || text.find('.') != std::string_view::npos) {
        input.fault(field, "is no time or date",
                    "times look like 2026-11-22T18:00 (as clocks show it there) or 2026-11-22T18:00+01:00, "
                    "dates like "
                    "2026-11-22");
        return std::nullopt;
    }
    if (*time >= std::chrono::sys_days(std::chrono::year(9999) / 1 / 1))
        input.fault(field, "is too far away");
    if (text.size() == 10) return EventTime{TimeForm::date, *time};
    return EventTime{tells_offset(text) ? TimeForm::utc : TimeForm::local, *time};
}

// "20261122T180000"
std::string basic_time(Timestamp time) {
    std::string text = format_rfc3339(time).substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

// The property with its parameters and value.
void add_time(ContentLines& lines, const std::string& name, const EventTime& time, std::string_view zone) {
    const std::string text = basic_time(time.time);
    if (time.form == TimeForm::date) {
        lines.add(name + ";VALUE=DATE", text.substr(0, 8));
    } else if (time.form == TimeForm::utc) {
        lines.add(name, text + 'Z');
    } else {
        lines.add(zone.empty() ? name : name + ";TZID=" + std::string(zone), text);
    }
}

bool is_zone_name(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || std::string_view("/_+-").find(c) != std::string_view::npos;
    });
}

void check_forms(PayloadInput& input, const EventTime& start, const std::optional<EventTime>& end) {
    const bool all_day = input.flag("all-day");
    const bool is_date = start.form == TimeForm::date;
    if (input.has("all-day") && all_day != is_date) {
        input.fault("all-day", all_day ? "is yes, but start has a time" : "is no, but start has no time");
    }
    if (input.has("time-zone")) {
        if (!is_zone_name(input.get("time-zone"))) {
            input.fault("time-zone", "is no name of a time zone", "such names look like Europe/Berlin");
        } else if (start.form != TimeForm::local) {
            input.fault("time-zone",
                        is_date ? "has no meaning for whole days" : "is given, but start has its own");
        }
    }
    if (!end) return;
    if (end->form != start.form) {
        input.fault(
            "end",
            "must be of the same form as start: both dates, both with Z or an offset, or both without");
    } else if (end->time < start.time || (!is_date && end->time == start.time)) {
        input.fault("end", "must be after start");
    }
}

// The same for the same event, so that scanning a code twice does not make two. FNV-1a, 64 bits.
std::string made_uid(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 0x0F];
    return digits + "@qrgen";
}

std::string details(PayloadInput& input, const EventTime& start, std::optional<EventTime> end) {
    ContentLines lines;
    const std::string_view zone = input.get("time-zone");
    add_time(lines, "DTSTART", start, zone);
    if (end) {
        // The standard wants the first day that is not part of the event any more.
        if (end->form == TimeForm::date) end->time += std::chrono::days(1);
        add_time(lines, "DTEND", *end, zone);
    }
    lines.add_text("SUMMARY", input.get("summary"));
    lines.add_text("LOCATION", input.get("location"));
    lines.add_text("DESCRIPTION", input.get("description"));
    if (input.has("url")) {
        check_uri(input, "url", input.get("url"));
        lines.add("URL", input.get("url"));
    }
    return std::move(lines).text();
}

}  // namespace

// A whole calendar, as the standard wants it, with the two properties an event must have, too: UID, and
// DTSTAMP, which is when the event was last changed. Taking the start for that keeps the code the same
// whenever it is made.
std::string build_event(PayloadInput& input) {
    const auto start = read_time(input, "start");
    const auto end = input.has("end") ? read_time(input, "end") : std::nullopt;
    if (!start) return "";
    check_forms(input, *start, end);
    const std::string properties = details(input, *start, end);
    ContentLines head;
    head.add("BEGIN", "VCALENDAR");
    head.add("VERSION", "2.0");
    head.add("PRODID", "-//qrgen//qrgen//EN");
    head.add("BEGIN", "VEVENT");
    head.add_text("UID", input.has("uid") ? std::string(input.get("uid")) : made_uid(properties));
    head.add("DTSTAMP", basic_time(start->time) + 'Z');
    return std::move(head).text() + properties + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

}  // namespace qrgen::qr
