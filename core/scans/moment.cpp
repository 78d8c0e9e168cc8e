// SPDX-License-Identifier: MIT
#include "core/scans/moment.hpp"

#include <utility>

namespace qrgen::scans {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;

constexpr Timestamp earliest = std::chrono::sys_days(std::chrono::year(1) / std::chrono::January / 1);
constexpr Timestamp latest = std::chrono::sys_days(std::chrono::year(9999) / std::chrono::December / 31);

bool is_date(std::string_view text) {
    return text.size() == 10;
}

bool has_offset(std::string_view text) {
    if (text.size() <= 10) return false;
    const char sign = text.size() > 16 ? text[text.size() - 6] : ' ';
    return text.back() == 'Z' || text.back() == 'z' || sign == '+' || sign == '-';
}

Timestamp start_of(const Moment& moment, const TimeZone& zone, days after_date) {
    const local_days* const day = std::get_if<local_days>(&moment);
    return day != nullptr ? zone.start_of(*day + after_date) : std::get<Timestamp>(moment);
}

}  // namespace

std::optional<Moment> read_moment(const char* field, std::string_view text, std::vector<Fault>& faults) {
    const auto time = parse_rfc3339(text);
    if (!time || !(is_date(text) || has_offset(text))) {
        faults.push_back(
            {field, "must be a date like 2026-01-31, or a time with its offset like 2026-01-31T09:30Z"});
    } else if (*time < earliest || *time >= latest) {
        faults.push_back({field, "must be from 0001-01-01 to 9999-12-30"});
    } else if (is_date(text)) {
        return local_days(floor<days>(time->time_since_epoch()));
    } else {
        return *time;
    }
    return std::nullopt;
}

TimeZone read_zone(std::string_view name, std::vector<Fault>& faults, std::string& hint) {
    try {
        return TimeZone::find(name);
    } catch (const Error& error) {
        faults.insert(faults.end(), error.faults().begin(), error.faults().end());
        hint = error.hint();
        return TimeZone::utc();
    }
}

Times read_times(const TimesWish& wish) {
    std::vector<Fault> faults;
    std::string hint;
    const TimeZone zone = read_zone(wish.time_zone.value_or("UTC"), faults, hint);
    const auto read = [&](const char* field, const std::optional<std::string>& text, days after_date) {
        const auto moment = text ? read_moment(field, *text, faults) : std::nullopt;
        return moment ? std::optional(start_of(*moment, zone, after_date)) : std::nullopt;
    };
    const Times times{.from = read("from", wish.from, days(0)), .to = read("to", wish.to, days(1))};
    if (times.from && times.to && *times.from >= *times.to)
        faults.push_back({"from", "must not be after to"});
    if (!faults.empty()) throw Error(std::move(faults), std::move(hint));
    return times;
}

}  // namespace qrgen::scans
