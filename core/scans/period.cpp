// SPDX-License-Identifier: MIT
#include "core/scans/period.hpp"

#include <algorithm>
#include <chrono>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/scans/moment.hpp"

namespace qrgen::scans {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::year_month_day;
using std::chrono::years;

using Quarters = std::chrono::duration<long, std::ratio<900>>;

constexpr days default_days{30};
constexpr days longest_by_hour{2};
constexpr days longest_by_day{366};
constexpr Timestamp earliest = std::chrono::sys_days(std::chrono::year(1) / std::chrono::January / 1);

// Both included.
struct Days {
    local_days first;
    local_days last;
};

local_days month_of(local_days day) {
    const year_month_day date(day);
    return local_days(date.year() / date.month() / 1);
}

local_days month_after(local_days day) {
    return local_days(year_month_day(month_of(day)) + std::chrono::months(1));
}

// Before 1972 some offsets were no whole quarters.
Timestamp start_of(const TimeZone& zone, local_days day) {
    return floor<Quarters>(zone.start_of(day));
}

Days named_days(std::string_view name, local_days today) {
    if (name == "yesterday") return {today - days(1), today - days(1)};
    if (name == "last7days") return {today - days(6), today};
    if (name == "last30days") return {today - days(29), today};
    if (name == "thisMonth") return {month_of(today), today};
    if (name == "lastMonth") return {month_of(month_of(today) - days(1)), month_of(today) - days(1)};
    return {today, today};  // also of allTime, as long as no scans are known
}

local_days years_before(local_days day, int count) {
    return local_days(year_month_day(day) - years(count));
}

// Reads one end of a period; what is wrong goes to `faults`.
class Ends {
  public:
    Ends(const TimeZone& zone, std::vector<Fault>& faults) : zone_(zone), faults_(faults) {}

    std::optional<Timestamp> read(const char* field, const std::string& text, days after_date) {
        const auto moment = read_moment(field, text, faults_);
        if (!moment) return std::nullopt;
        const local_days* const day = std::get_if<local_days>(&*moment);
        if (day != nullptr) return start_of(zone_, *day + after_date);
        const Timestamp time = std::get<Timestamp>(*moment);
        if (floor<Quarters>(time) == time) return time;
        faults_.push_back({field, "must be on a quarter of an hour, such as 09:00, 09:15, 09:30 or 09:45"});
        return std::nullopt;
    }

  private:
    const TimeZone& zone_;
    std::vector<Fault>& faults_;
};

// A beginning that is no whole quarter was put before its day.
local_days first_day(const Period& period) {
    return period.zone.day_of(period.from + Quarters(1));
}

local_days last_day(const Period& period) {
    return period.zone.day_of(period.to - Quarters(1));
}

Period dated_period(const PeriodWish& wish, const TimeZone& zone, Timestamp tomorrow,
                    std::vector<Fault>& faults) {
    const std::size_t faults_before = faults.size();
    Ends ends(zone, faults);
    Period period{.to = tomorrow, .zone = zone};
    if (wish.to) period.to = ends.read("to", *wish.to, days(1)).value_or(tomorrow);
    const local_days first = last_day(period) - default_days + days(1);
    period.from = std::max(earliest, start_of(zone, first));
    if (wish.from) period.from = ends.read("from", *wish.from, days(0)).value_or(period.from);
    if (faults.size() > faults_before) return period;
    if (period.from >= period.to) {
        faults.push_back({"from", wish.to ? "must not be after to" : "must not be after today"});
    } else if (first_day(period) <= years_before(last_day(period), longest_period)) {
        faults.push_back(
            {"from", "must be at most " + std::to_string(longest_period) + " years before the end"});
    }
    return period;
}

void check_name(const PeriodWish& wish, std::vector<Fault>& faults, std::string& hint) {
    if (std::find(period_names.begin(), period_names.end(), *wish.period) == period_names.end()) {
        std::string message = "must be one of";
        for (const std::string_view name : period_names) {
            message += (name == period_names.front() ? " " : ", ") + std::string(name);
        }
        const std::string_view meant = nearest(*wish.period, {period_names.begin(), period_names.end()});
        if (!meant.empty() && hint.empty()) hint = "did you mean " + std::string(meant) + "?";
        faults.push_back({"period", std::move(message)});
    }
    if (wish.from || wish.to) faults.push_back({"period", "goes together with neither from nor to"});
}

// The next whole hour on the wall, in a zone whose clock may be put forward or back in between.
Timestamp next_hour(const TimeZone& zone, Timestamp time) {
    const auto local = zone.local(time);
    return floor<Quarters>(time + (floor<hours>(local) + hours(1) - local));
}

Timestamp next_step(const Period& period, Interval interval, Timestamp time, local_days day) {
    switch (interval) {
        case Interval::hour: return next_hour(period.zone, time);
        case Interval::day: return start_of(period.zone, day + days(1));
        case Interval::month: break;
    }
    return start_of(period.zone, month_after(day));
}

std::string label_of(const Period& period, Interval interval, Timestamp time, local_days day) {
    if (interval == Interval::hour) return period.zone.format(time);
    const std::string date = format_rfc3339(Timestamp(day.time_since_epoch()));
    return date.substr(0, interval == Interval::day ? 10 : 7);
}

}  // namespace

std::string_view name_of(Interval interval) noexcept {
    switch (interval) {
        case Interval::hour: return "hour";
        case Interval::day: return "day";
        case Interval::month: break;
    }
    return "month";
}

Interval Period::interval() const {
    const auto length = zone.local(to) - zone.local(from);
    if (length <= longest_by_hour) return Interval::hour;
    return length <= longest_by_day ? Interval::day : Interval::month;
}

PeriodPlan::PeriodPlan(const PeriodWish& wish, Timestamp now) {
    std::vector<Fault> faults;
    std::string hint;
    const TimeZone zone = read_zone(wish.time_zone.value_or("UTC"), faults, hint);
    const local_days today = zone.day_of(now);
    tomorrow_ = start_of(zone, today + days(1));
    if (wish.period) check_name(wish, faults, hint);
    if (wish.from || wish.to) {
        period_ = dated_period(wish, zone, tomorrow_, faults);
    } else {
        const std::string name(wish.period.value_or(std::string(default_period)));
        const Days named = named_days(name, today);
        period_ = {.name = name,
                   .from = start_of(zone, named.first),
                   .to = start_of(zone, named.last + days(1)),
                   .zone = zone};
    }
    if (!faults.empty()) throw Error(std::move(faults), std::move(hint));
}

Period PeriodPlan::period(const ScanSpan& span) const {
    Period period = period_;
    if (period.name != "allTime" || !span) return period;
    const TimeZone& zone = period.zone;
    const Timestamp last_scan = span->second + days(1) - Quarters(1);
    period.to = std::max(tomorrow_, start_of(zone, zone.day_of(last_scan) + days(1)));
    const local_days first =
        std::max(zone.day_of(span->first), years_before(last_day(period), longest_period) + days(1));
    period.from = std::min(period.from, start_of(zone, first));
    return period;
}

std::vector<Step> steps_of(const Period& period) {
    std::vector<Step> steps;
    const Interval interval = period.interval();
    Timestamp time = period.from;
    while (time < period.to) {
        local_days day = period.zone.day_of(time);
        Timestamp end = next_step(period, interval, time, day);
        while (end <= time) {  // a day that was left out, or offsets that are no whole quarters
            day += days(1);
            end = next_step(period, interval, time + Quarters(1), day);
        }
        end = std::min(end, period.to);
        steps.push_back({time, end, label_of(period, interval, time, day)});
        time = end;
    }
    return steps;
}

}  // namespace qrgen::scans
